// Before a conversation starts: moved, excused, cancelled or begun without inspecting. What is missing is named and sent nowhere; what is refused keeps its words.
import "fake-indexeddb/auto";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Conversation } from "@/api";
import { type Call, answering, render_in } from "./conversation_testing";
import { PlannedActions } from "./PlannedActions";
import { sample } from "./sample_conversation";

afterEach(() => vi.unstubAllGlobals());

const planned = (over: Partial<Conversation> = {}) => sample({ state: "planned", timer: { state: "idle", total_seconds: 0 }, gate: { state: "open", commitments: [] }, allowed: ["start", "move", "excuse", "cancel"], ...over });
const refused = { status: 409, title: "Conflict", code: "busy", detail: "Ana Ortiz has another session at that time." };

async function choose(item: string, answer: (call: Call) => unknown = () => planned({ version: 6 }), conversation = planned()) {
  const calls = answering(answer);
  await render_in(conversation, <PlannedActions />);
  const more = screen.getByRole("button", { name: "More" });
  await userEvent.click(more);
  await userEvent.click(await screen.findByRole("menuitem", { name: item }));
  return { calls, more, dialog: within(await screen.findByRole("dialog")) };
}
const gone = () => waitFor(() => expect(screen.queryByRole("button", { name: "Not now" })).toBeNull());

describe("moving", () => {
  it("needs another time and a reason, and names both", async () => {
    const { calls, dialog } = await choose("Move to another time");
    await userEvent.click(dialog.getByRole("button", { name: "Move" }));
    expect(dialog.getByText("Choose another time than the present one.")).toBeTruthy();
    expect(dialog.getByText("Say why in a few words; it stays on the record.")).toBeTruthy();
    expect(calls).toHaveLength(0);
  });
  it("does not take spaces for a reason", async () => {
    const { calls, dialog } = await choose("Move to another time");
    await userEvent.click(dialog.getByRole("button", { name: /^Wednesday/ }));
    await userEvent.type(dialog.getByLabelText("Reason"), "   ");
    await userEvent.click(dialog.getByRole("button", { name: "Move" }));
    expect(calls).toHaveLength(0);
  });
  it("sends the instant in the conversation's zone, with the reason, and can be taken back", async () => {
    const { calls, dialog } = await choose("Move to another time");
    await userEvent.click(dialog.getByRole("button", { name: /^Wednesday/ }));
    await userEvent.type(dialog.getByLabelText("Reason"), "A customer visit.");
    await userEvent.click(dialog.getByRole("button", { name: "Move" }));
    await gone();
    expect(calls[0]).toMatchObject({ path: "/api/sessions/s1/move", body: { starts_at: "2027-03-31T09:00:00Z", reason: "A customer visit." } });
    await userEvent.click(await screen.findByText("Undo"));
    await waitFor(() => expect(calls[1]).toMatchObject({ path: "/api/sessions/s1/move", body: { starts_at: "2027-03-30T09:00:00Z" } }));
  });
  it("to a time that is taken says so and keeps what was written", async () => {
    const { dialog } = await choose("Move to another time", ({ method }) => (method === "POST" ? refused : planned()));
    await userEvent.click(dialog.getByRole("button", { name: /^Wednesday/ }));
    await userEvent.type(dialog.getByLabelText("Reason"), "A customer visit.");
    await userEvent.click(dialog.getByRole("button", { name: "Move" }));
    expect((await screen.findAllByText(refused.detail)).length).toBeGreaterThan(0);
    expect((dialog.getByLabelText("Reason") as HTMLTextAreaElement).value).toBe("A customer visit.");
  });
  it("is left by Esc with nothing sent", async () => {
    const { calls } = await choose("Move to another time");
    await userEvent.keyboard("{Escape}");
    await gone();
    expect(calls).toHaveLength(0);
  });
});

describe("excusing", () => {
  it("sends one of the three reasons, and a note only where there is one", async () => {
    const { calls, dialog } = await choose("Excuse");
    expect(within(dialog.getByLabelText("Reason")).getAllByRole("option").map(({ textContent }) => textContent)).toEqual(["Time off", "Public holiday", "Sickness"]);
    await userEvent.selectOptions(dialog.getByLabelText("Reason"), "Sickness");
    await userEvent.click(dialog.getByRole("button", { name: "Excuse" }));
    await gone();
    expect(calls[0]).toMatchObject({ path: "/api/sessions/s1/excuse", body: { reason: "sickness" } });
    expect(calls[0]?.body).not.toHaveProperty("note");
  });
  it("that is refused stays open with its note", async () => {
    const { dialog } = await choose("Excuse", ({ method }) => (method === "POST" ? { ...refused, detail: "There is no time off on that day." } : planned()));
    await userEvent.type(dialog.getByLabelText(/Note/), "Back on Monday.");
    await userEvent.click(dialog.getByRole("button", { name: "Excuse" }));
    expect((await screen.findAllByText("There is no time off on that day.")).length).toBeGreaterThan(0);
    expect((dialog.getByLabelText(/Note/) as HTMLInputElement).value).toBe("Back on Monday.");
  });
});

describe("cancelling", () => {
  it("is done only with a reason", async () => {
    const { calls, dialog } = await choose("Cancel");
    await userEvent.click(dialog.getByRole("button", { name: "Cancel the conversation" }));
    expect(dialog.getByText("Say why in a few words; it stays on the record.")).toBeTruthy();
    expect(calls).toHaveLength(0);
    await userEvent.type(dialog.getByLabelText("Reason"), "The quarter ended.");
    await userEvent.click(dialog.getByRole("button", { name: "Cancel the conversation" }));
    await gone();
    expect(calls[0]).toMatchObject({ path: "/api/sessions/s1/cancel", body: { reason: "The quarter ended." } });
  });
  it("is left by the button that says no", async () => {
    const { calls, dialog } = await choose("Cancel");
    await userEvent.click(dialog.getByRole("button", { name: "Not now" }));
    await gone();
    expect(calls).toHaveLength(0);
  });
  it("that is refused keeps the reason", async () => {
    const { dialog } = await choose("Cancel", ({ method }) => (method === "POST" ? { ...refused, detail: "It has started in the meantime." } : planned()));
    await userEvent.type(dialog.getByLabelText("Reason"), "The quarter ended.");
    await userEvent.click(dialog.getByRole("button", { name: "Cancel the conversation" }));
    expect((await screen.findAllByText("It has started in the meantime.")).length).toBeGreaterThan(0);
    expect((dialog.getByLabelText("Reason") as HTMLTextAreaElement).value).toBe("The quarter ended.");
  });
});

describe("what is offered", () => {
  it("is what the server allows", async () => {
    answering();
    await render_in(planned({ allowed: ["move"] }), <PlannedActions />);
    expect(screen.queryByRole("button", { name: "Start the conversation" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "More" }));
    expect((await screen.findAllByRole("menuitem")).map(({ textContent }) => textContent)).toEqual(["Move to another time"]);
  });
  it("is no menu where there is nothing in it", async () => {
    answering();
    await render_in(planned({ allowed: ["confirm"], viewer: "rep" }), <PlannedActions />);
    expect(screen.queryByRole("button", { name: "More" })).toBeNull();
    expect(screen.getByRole("button", { name: "I will be there" })).toBeTruthy();
  });
  it("begins without inspecting only where there is something to inspect, and with a reason", async () => {
    const { calls, dialog } = await choose("Start without inspecting");
    await userEvent.type(dialog.getByLabelText("Reason"), "A new manager.");
    await userEvent.click(dialog.getByRole("button", { name: "Start without inspecting" }));
    await gone();
    expect(calls[0]).toMatchObject({ path: "/api/sessions/s1/start", body: { skip_gate_reason: "A new manager." } });
  });
});
