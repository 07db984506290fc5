import { act, renderHook, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { on_demand, useOnDemand } from "./on_demand";

const Palette = () => null;

describe("what is fetched on demand", () => {
  it("is null without a network, throws nothing, and is fetched again when it is wanted again", async () => {
    let tries = 0;
    const loader = on_demand(() => (++tries === 1 ? Promise.reject(new Error("offline")) : Promise.resolve(Palette)));
    const { result, rerender } = renderHook(({ is_wanted }) => useOnDemand(loader, is_wanted), { initialProps: { is_wanted: true } });
    await act(async () => undefined); // a rejection nobody handles fails the run
    expect(result.current).toBeNull();
    rerender({ is_wanted: false });
    rerender({ is_wanted: true });
    await waitFor(() => expect(result.current).toBe(Palette));
    expect(tries).toBe(2);
  });

  it("is fetched once, however often it is wanted", async () => {
    let tries = 0;
    const loader = on_demand(() => (tries++, Promise.resolve(Palette)));
    await Promise.all([loader(), loader()]);
    const { result } = renderHook(() => useOnDemand(loader, true));
    expect(result.current).toBe(Palette);
    expect(tries).toBe(1);
  });
});
