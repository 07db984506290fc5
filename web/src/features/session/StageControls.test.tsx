import "fake-indexeddb/auto";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Conversation } from "@/api";
import { answering, render_in } from "./conversation_testing";
import { sample } from "./sample_conversation";
import { StageControls } from "./StageControls";

const running = (over: Partial<Conversation> = {}) => sample({ allowed: ["stage", "pause", "skip-stage", "end"], ...over });
const paused = running({ allowed: ["resume", "skip-stage", "end"], timer: { state: "paused", stage: "inspect", total_seconds: 10 } });
const controls = (conversation: Conversation, onEnd = () => undefined) => <StageControls current={conversation.agenda[0]} onEnd={onEnd} />;

afterEach(() => vi.unstubAllGlobals());

describe("moving through the agenda", () => {
  it("goes to the next stage by button and by the key n", async () => {
    const calls = answering(() => running({ version: 6 }));
    await render_in(running(), controls(running()));
    await userEvent.keyboard("n");
    await waitFor(() => expect(calls).toHaveLength(1));
    expect(calls[0]).toMatchObject({ path: "/api/sessions/s1/stage", body: { stage: "open" } });
    expect(screen.getByRole("button", { name: /Next: Open/ })).toBeInstanceOf(HTMLElement);
  });

  it("pauses with the space bar, but leaves a focused button its space", async () => {
    const calls = answering(() => running({ version: 6 }));
    await render_in(running(), controls(running()));
    await userEvent.keyboard(" ");
    await waitFor(() => expect(calls.map((call) => call.path)).toEqual(["/api/sessions/s1/pause"]));
    screen.getByRole("button", { name: "Skip Inspect" }).focus();
    await userEvent.keyboard(" ");
    expect(calls).toHaveLength(1);
    expect(await screen.findByRole("dialog")).toBeInstanceOf(HTMLElement);
  });

  it("does not take a letter from somebody who is typing", async () => {
    const calls = answering();
    await render_in(running(), <>{controls(running())}<textarea aria-label="elsewhere" /></>);
    await userEvent.type(screen.getByRole("textbox"), "no nonsense");
    expect(calls).toHaveLength(0);
  });

  it("skips with a reason and goes on with the next", async () => {
    const calls = answering(() => running({ version: 6 }));
    await render_in(running(), controls(running()));
    await userEvent.click(screen.getByRole("button", { name: "Skip Inspect" }));
    await userEvent.type(await screen.findByRole("textbox", { name: "Reason" }), "Done on Friday.");
    await userEvent.click(screen.getByRole("button", { name: "Skip" }));
    await waitFor(() => expect(calls.map((call) => [call.path, call.body])).toEqual([
      ["/api/sessions/s1/skip-stage", { stage: "inspect", reason: "Done on Friday." }],
      ["/api/sessions/s1/stage", { stage: "open" }],
    ]));
  });

  it("offers to go on, and nothing else, while paused", async () => {
    const calls = answering(() => paused);
    await render_in(paused, controls(paused));
    expect(screen.queryByRole("button", { name: /Next/ })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Go on" }));
    await waitFor(() => expect(calls[0]?.path).toBe("/api/sessions/s1/resume"));
  });

  it("closes the conversation after the last stage", async () => {
    answering();
    const last = running({ agenda: running().agenda.map((stage) => ({ ...stage, state: stage.key === "open" ? ("running" as const) : ("done" as const) })), timer: { state: "running", stage: "open", since: "2027-03-30T09:00:00Z", total_seconds: 0 } });
    const onEnd = vi.fn();
    await render_in(last, <StageControls current={last.agenda[1]} onEnd={onEnd} />);
    await userEvent.click(screen.getByRole("button", { name: "Close the conversation" }));
    expect(onEnd).toHaveBeenCalled();
  });

  it("is not there for the rep, whose conversation the manager leads", async () => {
    answering();
    const theirs = running({ viewer: "rep", allowed: ["share", "notes", "commitments"] });
    await render_in(theirs, controls(theirs));
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("takes a refused step back and says why", async () => {
    answering(({ method }) => (method === "POST" ? { status: 409, title: "Conflict", code: "stage_is_over", detail: "That stage is over. Go on with the next one." } : running()));
    await render_in(running(), controls(running()));
    await userEvent.keyboard("n");
    expect((await screen.findAllByText("That stage is over. Go on with the next one.")).length).toBeGreaterThan(0);
    await waitFor(() => expect(screen.getByRole("button", { name: /Next: Open/ })).toBeInstanceOf(HTMLElement));
  });
});
