// A server for tests: answers by "METHOD /path", keeps what it was asked, and refuses what it does not know, so that a test fails on a request nobody expected.
import { vi } from "vitest";
import type { Problem } from "@/api";

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
  headers: Headers;
}
type Answer = unknown | ((asked: Asked) => unknown);

/** An answer that is an error. */
export class Refused {
  readonly problem: Problem;
  constructor(status: number, more: Partial<Problem> = {}) {
    this.problem = { type: "about:blank", title: "Refused", status, detail: "", code: "refused", ...more };
  }
}

/** An answer that never comes, because there is no network. */
export const no_network = Symbol("no network");
/** An answer that is still on its way. */
export const on_its_way = new Promise<never>(() => undefined);

/** Stands in for the server until the test ends (vi.unstubAllGlobals). Answers may be replaced while it runs. */
export function fake_server(answers: Record<string, Answer>) {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, "http://backbeat.test");
    const text = typeof init.body === "string" ? init.body : undefined;
    const headers = new Headers(init.headers);
    const body: unknown = text !== undefined && headers.get("Content-Type") === "application/json" ? JSON.parse(text) : (text ?? (init.body instanceof Blob ? init.body : undefined));
    const one: Asked = { method: init.method ?? "GET", path: url.pathname, query: url.searchParams, body, headers };
    asked.push(one);
    const key = `${one.method} ${one.path}`;
    const answer = key in answers ? answers[key] : new Refused(404, { detail: `nothing answers ${key}` });
    const result = await (typeof answer === "function" ? (answer as (asked: Asked) => unknown)(one) : answer);
    if (result === no_network) throw new TypeError("Failed to fetch");
    if (result instanceof Refused) return new Response(JSON.stringify(result.problem), { status: result.problem.status, headers: { "Content-Type": "application/problem+json" } });
    if (result === undefined) return new Response(null, { status: 204 });
    if (typeof result === "string") return new Response(result, { headers: { "Content-Type": "text/plain" } });
    return new Response(JSON.stringify(result), { headers: { "Content-Type": "application/json" } });
  });
  return {
    answers,
    asked,
    /** What was asked of one address. */
    asked_of: (key: string) => asked.filter((one) => `${one.method} ${one.path}` === key),
  };
}
