import { describe, expect, it } from "vitest";
import { ServerClock } from "./server_clock";

const device = Date.parse("2026-11-22T10:00:00Z");

describe("the server's clock", () => {
  it("is this device's until the server has said something", () => expect(new ServerClock().now(device)).toBe(device));

  it("follows a server that lives in another week", () => {
    const clock = new ServerClock();
    clock.observe("2026-11-29T10:00:00Z", device);
    expect(clock.now(device + 500)).toBe(Date.parse("2026-11-29T10:00:00.500Z"));
  });

  it("believes the freshest of several late observations", () => {
    const clock = new ServerClock();
    clock.observe("2026-11-22T10:00:00Z", device + 900);
    clock.observe("2026-11-22T10:00:02Z", device + 2100);
    clock.observe("2026-11-22T10:00:04Z", device + 4700);
    expect(clock.now(device) - device).toBe(-100);
  });

  it("starts again after a reset", () => {
    const clock = new ServerClock();
    clock.observe("2026-11-22T10:00:05Z", device);
    clock.reset();
    clock.observe("2026-11-22T10:00:00Z", device);
    expect(clock.now(device)).toBe(device);
  });

  it("does not believe what is not an instant", () => {
    const clock = new ServerClock();
    clock.observe("soon", device);
    expect(clock.now(device)).toBe(device);
  });
});
