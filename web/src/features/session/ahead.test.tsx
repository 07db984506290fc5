// What is shown before the server has answered stays until it has, whatever else arrives meanwhile.
import "fake-indexeddb/auto";
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { fake_server, Refused } from "@/testing/server";
import { answeredBy, isAhead, lookedAhead, newerOf, withPause, withResume } from "./conversation";
import { sample, since } from "./sample_conversation";
import { conversationKey } from "./use_conversation";

class Silence extends EventTarget {
  close() {}
}
beforeEach(() => vi.stubGlobal("EventSource", Silence));
afterEach(() => vi.unstubAllGlobals());

const now = Date.parse(since) + 60_000;
const running = sample({ allowed: ["stage", "pause", "end"], version: 5 });
const paused = { ...withPause(running, now), version: 6 };
const pause = (from = running) => lookedAhead(from, (known) => withPause(known, now));

describe("what is shown ahead", () => {
  it("is not undone by an answer that was on its way before", () => {
    expect(newerOf(pause(), running).timer.state).toBe("paused");
  });
  it("gives way to the answer it waits for", () => {
    expect(answeredBy(pause(), paused, true)).toBe(paused);
  });
  it("gives way to an answer by which nothing changed, too", () => {
    expect(answeredBy(pause(), running, true)).toBe(running);
  });
  it("of two acts is not undone by the answer to the first", () => {
    const both = lookedAhead(pause(), (known) => withResume(known, now));
    expect(answeredBy(both, paused, false)).toBe(both);
    const resumed = { ...running, version: 7 };
    expect(answeredBy(both, resumed, true)).toBe(resumed);
  });
  it("does not bring back what the server has gone past", () => {
    const later = { ...running, version: 9 };
    expect(answeredBy(later, paused, true)).toBe(later);
    expect([isAhead(later), isAhead(pause())]).toEqual([false, true]);
  });
});

describe("pausing on the page", () => {
  const open_running = async (answer: () => unknown) => {
    const server = fake_server({ "GET /api/sessions/s1": running, "POST /api/sessions/s1/pause": answer, "GET /api/playbook": { session_types: [], competencies: [], indicators: [] }, "GET /api/people/p1/signals": new Refused(404) });
    const opened = await open_page({ ...ana, person: running.manager }, "/sessions/s1");
    fireEvent.click(await screen.findByRole("button", { name: "Pause" }));
    expect(await screen.findByRole("button", { name: "Go on" })).toBeTruthy();
    const read_again = () => act(() => opened.client.invalidateQueries({ queryKey: conversationKey("s1"), exact: true }));
    return { server, ...opened, read_again };
  };
  it("stays paused while what was read before arrives, and can go on from there", async () => {
    let answer = (_: unknown) => {};
    const { server, read_again } = await open_running(() => new Promise((resolve) => (answer = resolve)));
    const asked = server.asked_of("GET /api/sessions/s1").length;
    await read_again();
    await waitFor(() => expect(server.asked_of("GET /api/sessions/s1").length).toBeGreaterThan(asked));
    expect(screen.getByRole("button", { name: "Go on" })).toBeTruthy();
    server.answers["GET /api/sessions/s1"] = paused;
    await act(async () => answer(paused));
    expect(await screen.findByRole("button", { name: "Go on" })).toBeTruthy();
  });
  it("runs again when the server refuses, with the reason", async () => {
    let answer = (_: unknown) => {};
    const { read_again } = await open_running(() => new Promise((resolve) => (answer = resolve)));
    await act(async () => answer(new Refused(409, { detail: "The conversation has ended." })));
    expect((await screen.findAllByText("The conversation has ended.")).length).toBeGreaterThan(0);
    await read_again();
    expect(await screen.findByRole("button", { name: "Pause" })).toBeTruthy();
  });
});
