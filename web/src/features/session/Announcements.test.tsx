import "fake-indexeddb/auto";
import { screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Conversation } from "@/api";
import { Announcements } from "./Announcements";
import { answering, render_in } from "./conversation_testing";
import { sample, since } from "./sample_conversation";

const after = (seconds: number) => vi.setSystemTime(Date.parse(since) + seconds * 1000);
const said = async (conversation: Conversation) => {
  answering();
  await render_in(conversation, <Announcements />);
  return screen.getAllByRole("status")[0]!.textContent;
};

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("what a screen reader is told", () => {
  it("is the stage and how long it has", async () => {
    after(10);
    expect(await said(sample())).toBe("Inspect: 4 minutes.");
  });
  it("is that its time is over, once it is", async () => {
    after(400);
    expect(await said(sample())).toBe("Inspect: its time is over.");
  });
  it("is a pause", async () => {
    after(10);
    expect(await said(sample({ timer: { state: "paused", stage: "inspect", total_seconds: 10 } }))).toBe("Inspect: paused.");
  });
  it("is nothing between stages", async () => {
    after(10);
    expect(await said(sample({ timer: { state: "running", since, total_seconds: 10 } }))).toBe("");
  });
});
