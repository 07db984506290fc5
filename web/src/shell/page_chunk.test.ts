import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "@/api";
import { page_chunk } from "./page_chunk";

afterEach(() => vi.unstubAllGlobals());
const gone = new TypeError("Failed to fetch dynamically imported module: /assets/TeamPage-old.js");
const failing = page_chunk(() => Promise.reject(gone));

describe("a page's code", () => {
  it("that arrives is the page", async () => {
    expect(await page_chunk(async () => ({ TeamPage: 1 }))()).toEqual({ TeamPage: 1 });
  });
  it("that cannot be fetched without a network is an error of the network", async () => {
    vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("Failed to fetch")));
    const error = await failing().catch((one: unknown) => one);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).status).toBe(0);
  });
  it("that the server no longer has is left to the router, which loads the new program", async () => {
    vi.stubGlobal("fetch", async () => new Response("ok"));
    await expect(failing()).rejects.toBe(gone);
  });
  it("is asked for again after a failure", async () => {
    vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("Failed to fetch")));
    let times = 0;
    const load = page_chunk(async () => {
      times += 1;
      if (times === 1) throw gone;
      return times;
    });
    await expect(load()).rejects.toBeInstanceOf(ApiError);
    expect(await load()).toBe(2);
  });
});
