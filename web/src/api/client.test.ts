import { afterEach, describe, expect, it, vi } from "vitest";
import { api, ApiError, onSessionExpired, request, urlWithQuery } from "./client";

type Answer = { status?: number; body?: unknown; headers?: Record<string, string> };
const asked: Request[] = [];

function server_answers({ status = 200, body, headers = {} }: Answer) {
  asked.length = 0;
  vi.stubGlobal("fetch", async (input: string, init: RequestInit) => {
    asked.push(new Request(new URL(input, "http://backbeat.test"), init));
    const is_text = typeof body === "string";
    return new Response(body === undefined ? null : is_text ? body : JSON.stringify(body), { status, headers: { ...(is_text || body === undefined ? {} : { "Content-Type": status < 400 ? "application/json" : "application/problem+json" }), ...headers } });
  });
}
afterEach(() => vi.unstubAllGlobals());

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable("the request should have failed"),
    (error: unknown) => error as ApiError,
  );

describe("addresses", () => {
  it("what is absent or empty is left out of the query", () => {
    expect(urlWithQuery("/api/people", { search: "", role: undefined, active: null, limit: 8 })).toBe("/api/people?limit=8");
    expect(urlWithQuery("/api/people", {})).toBe("/api/people");
  });
  it("what a person typed cannot change the address", () => {
    expect(urlWithQuery("/api/people", { search: "a&limit=9999#x" })).toBe("/api/people?search=a%26limit%3D9999%23x");
  });
});

describe("a reply", () => {
  it("brings its version without quotes or weakness", async () => {
    server_answers({ body: { id: "1" }, headers: { ETag: 'W/"7"' } });
    expect(await request("GET", "/api/sessions/1")).toEqual({ data: { id: "1" }, etag: "7" });
  });
  it("without content is undefined", async () => {
    server_answers({ status: 204 });
    expect(await api.delete("/api/tokens/1")).toBeUndefined();
  });
  it("that is text stays text", async () => {
    server_answers({ body: 'name = "Default"' });
    expect(await api.get("/api/playbook/versions/1/text")).toBe('name = "Default"');
  });
});

describe("a request", () => {
  it("carries the version it is based on in quotes, once", async () => {
    server_answers({ body: {} });
    await api.patch("/api/users/1", { active: false }, { ifMatch: 3 });
    expect(asked[0]?.headers.get("If-Match")).toBe('"3"');
    await api.patch("/api/users/1", { active: false }, { ifMatch: '"3"' });
    expect(asked[1]?.headers.get("If-Match")).toBe('"3"');
  });
  it("carries its idempotency key", async () => {
    server_answers({ body: {} });
    await api.post("/api/sessions", {}, { idempotencyKey: "k1" });
    expect(asked[0]?.headers.get("Idempotency-Key")).toBe("k1");
  });
  it("sends a file as it is", async () => {
    server_answers({ body: {} });
    await request("POST", "/api/imports/roster/preview", { raw: { type: "text/csv", content: "a,b\n1,2\n" } });
    expect(asked[0]?.headers.get("Content-Type")).toBe("text/csv");
    expect(await asked[0]?.text()).toBe("a,b\n1,2\n");
  });
});

describe("an error", () => {
  it("is the server's problem with its fields", async () => {
    server_answers({ status: 422, body: { type: "about:blank", title: "Invalid", status: 422, detail: "Check the marked fields.", code: "invalid", errors: [{ field: "to", code: "before_from", detail: "Too early." }] } });
    const error = await failure(api.post("/api/people/1/time-off"));
    expect(error).toBeInstanceOf(ApiError);
    expect([error.status, error.code, error.message, error.problem.errors?.[0]?.field]).toEqual([422, "invalid", "Check the marked fields.", "to"]);
    expect(error.is_transient).toBe(false);
  });
  it("that is not JSON still says its status", async () => {
    server_answers({ status: 502, body: "<html>Bad gateway</html>" });
    const error = await failure(api.get("/api/home"));
    expect([error.status, error.code, error.is_transient]).toEqual([502, "http_502", true]);
  });
  it("without a network is offline and worth trying again", async () => {
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("Failed to fetch");
    });
    const error = await failure(api.get("/api/home"));
    expect([error.status, error.code, error.is_transient]).toEqual([0, "offline", true]);
  });
});

describe("an ended sign-in", () => {
  it("is announced once per refused request, and not when asking who is signed in or signing in", async () => {
    const ended = vi.fn();
    const stop = onSessionExpired(ended);
    server_answers({ status: 401, body: { title: "Not signed in", status: 401, detail: "", code: "not_signed_in", type: "about:blank" } });
    await failure(api.get("/api/me"));
    await failure(api.post("/api/sign-in"));
    expect(ended).not.toHaveBeenCalled();
    await failure(api.get("/api/home"));
    expect(ended).toHaveBeenCalledTimes(1);
    stop();
    await failure(api.get("/api/home"));
    expect(ended).toHaveBeenCalledTimes(1);
  });
});
