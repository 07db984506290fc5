import "fake-indexeddb/auto";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetPerson, postsOf } from "@/live/outbox";
import { fake_server, no_network, Refused, type Asked } from "@/testing/server";
import { PadView } from "./PadView";
import { render_ride } from "./ride_along_testing";
import { pad_note, ride_along } from "./sample_ride_along";

const running = ride_along({ state: "running", started_at: "2027-03-30T09:00:00Z", consent: true, allowed: ["notes", "take-over", "hand-back", "end"], pre_brief: { ...ride_along().pre_brief, objective: "Hear the cost", listen_for: "Silence" } });
const key = (name: string) => act(async () => void fireEvent.keyDown(document.body, { key: name }));
const taken = ({ body }: Asked) => {
  const note = body as Record<string, string>;
  return { id: note.note_id, at: note.at, tag: note.tag, by: "p2" };
};

async function opened(over = running, more: Record<string, unknown> = {}, me = {}) {
  const server = fake_server({ "POST /api/ride-alongs/r1/notes": taken, "DELETE /api/ride-alongs/r1/notes/n1": undefined, "GET /api/playbook": { competencies: [] }, ...more });
  const page = await render_ride(over, <PadView />, { me });
  await waitFor(() => expect((screen.getByRole("button", { name: /^Objection/ }) as HTMLButtonElement).disabled).toBe(false));
  return { server, ...page };
}
const lines = () => within(screen.getByRole("list", { name: "Notes of the call" })).getAllByRole("listitem");

beforeEach(() => forgetPerson("u-ride"));
afterEach(() => vi.unstubAllGlobals());

describe("the note pad", () => {
  it("puts a note down with one key, stamped, and goes on to its words", async () => {
    const { server } = await opened();
    await key("o");
    const words = screen.getByRole("textbox", { name: /^Words for: Objection/ });
    expect(document.activeElement).toBe(words);
    fireEvent.change(words, { target: { value: "Tried it two years ago" } });
    fireEvent.keyDown(words, { key: "Enter" });
    expect(screen.queryByRole("textbox")).toBeNull();
    expect(lines()).toHaveLength(1);
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs/r1/notes")).toHaveLength(1));
    expect(server.asked_of("POST /api/ride-alongs/r1/notes")[0]!.body).toMatchObject({ tag: "objection", text: "Tried it two years ago" });
    expect(await screen.findByText("Saved")).toBeTruthy();
  });

  it("keeps every note on the device while there is no network, and says so", async () => {
    await opened(running, { "POST /api/ride-alongs/r1/notes": no_network });
    await key("q");
    fireEvent.keyDown(screen.getByRole("textbox"), { key: "Escape" });
    await key("p");
    fireEvent.keyDown(screen.getByRole("textbox"), { key: "Escape" });
    expect(lines().map((line) => line.textContent)).toEqual([expect.stringContaining("Price"), expect.stringContaining("Question asked")]);
    await screen.findByText("Offline, kept on this device");
    await waitFor(async () => expect((await postsOf("u-ride")).map(({ body }) => body.tag)).toEqual(["question", "price"]));
  });

  it("sends what a closed tab left, with the same id", async () => {
    const first = await opened(running, { "POST /api/ride-alongs/r1/notes": no_network });
    await key("c");
    await screen.findByText("Offline, kept on this device");
    const [left] = await postsOf("u-ride");
    first.unmount();
    const { server } = await opened();
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs/r1/notes")).toHaveLength(1));
    expect(server.asked[0]!.body).toMatchObject({ note_id: left!.body.note_id, tag: "competitor" });
    expect(server.asked.find(({ method }) => method === "POST")!.headers.get("Idempotency-Key")).toBe(left!.idempotency_key);
  });

  it("changes a note, removes it with nothing left to read, and takes that back", async () => {
    const { server } = await opened({ ...running, notes: [pad_note({ id: "n1", text: "What does a week cost?" })] });
    fireEvent.click(screen.getByRole("button", { name: /Question asked.*Change it$/ }));
    expect((screen.getByRole("textbox") as HTMLInputElement).value).toBe("What does a week cost?");
    fireEvent.keyDown(screen.getByRole("textbox"), { key: "Enter" });
    fireEvent.click(screen.getByRole("button", { name: /^Remove: Question asked/ }));
    expect(screen.getByText("No notes yet.")).toBeTruthy();
    await waitFor(() => expect(server.asked_of("DELETE /api/ride-alongs/r1/notes/n1")).toHaveLength(1));
    expect(server.asked_of("POST /api/ride-alongs/r1/notes")).toHaveLength(0);
    fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(lines()[0]!.textContent).toContain("What does a week cost?");
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs/r1/notes").at(-1)?.body).toMatchObject({ note_id: "n1", tag: "question", text: "What does a week cost?" }));
    expect(await screen.findByText("Saved")).toBeTruthy();
    expect(lines()[0]!.textContent).toContain("What does a week cost?");
  });

  it("keeps a removal on the device while there is no network, and leaves nothing of a note the server never saw", async () => {
    const { server } = await opened({ ...running, notes: [pad_note({ id: "n1", text: "On the server" })] }, { "POST /api/ride-alongs/r1/notes": no_network, "DELETE /api/ride-alongs/r1/notes/n1": no_network });
    await key("o");
    fireEvent.change(screen.getByRole("textbox"), { target: { value: "Only here" } });
    fireEvent.keyDown(screen.getByRole("textbox"), { key: "Enter" });
    await waitFor(async () => expect(await postsOf("u-ride")).toHaveLength(1));
    fireEvent.click(screen.getByRole("button", { name: /^Remove: Objection/ }));
    await waitFor(async () => expect(await postsOf("u-ride")).toHaveLength(0));
    fireEvent.click(screen.getByRole("button", { name: /^Remove: Question asked/ }));
    await waitFor(async () => expect((await postsOf("u-ride")).map(({ method, path }) => [method, path])).toEqual([["DELETE", "/api/ride-alongs/r1/notes/n1"]]));
    expect(JSON.stringify(await postsOf("u-ride"))).not.toContain("On the server");
    await screen.findByText("Offline, kept on this device");
    expect(server.asked_of("POST /api/ride-alongs/r1/notes")).toHaveLength(0);
  });

  it("has the format's rule, the plan and what is listened for in sight", async () => {
    await opened();
    expect(screen.getByText("Silent, camera off, muted.")).toBeTruthy();
    expect(screen.getByText("Hear the cost")).toBeTruthy();
    expect(screen.getByText("Silence")).toBeTruthy();
  });

  it("leaves single keys alone for those who switched them off", async () => {
    await opened(running, {}, { single_key_shortcuts: false });
    await key("o");
    expect(screen.queryByRole("textbox")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: /^Objection/ }));
    expect(screen.getByRole("textbox", { name: /^Words for: Objection/ })).toBeTruthy();
  });
});

describe("a takeover", () => {
  const logged = { "POST /api/ride-alongs/r1/takeovers": { ...running, takeovers: [{ from: "2027-03-30T09:11:00Z", had_consent: true }], version: 6 }, "POST /api/ride-alongs/r1/takeovers/hand-back": { ...running, takeovers: [{ from: "2027-03-30T09:11:00Z", handed_back_at: "2027-03-30T09:12:00Z", had_consent: true }], version: 7 } };
  it("takes two presses; one alone is no takeover", async () => {
    const { server } = await opened(running, logged);
    await key("t");
    expect(screen.getByText("Ana consented. Press once more to take over.")).toBeTruthy();
    expect(server.asked_of("POST /api/ride-alongs/r1/takeovers")).toHaveLength(0);
    await key("t");
    expect(await screen.findByText(/You have the call\./)).toBeTruthy();
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs/r1/takeovers")).toHaveLength(1));
    expect(server.asked_of("POST /api/ride-alongs/r1/takeovers")[0]!.body).toEqual({ at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]+\.\d{3}Z$/) });
  });
  it("keeps the time of each press while there is no network, and counts from it", async () => {
    await opened(running, { ...logged, "POST /api/ride-alongs/r1/takeovers": no_network });
    await key("t");
    await key("t");
    expect(within(screen.getByRole("alert")).getByRole("timer")).toBeTruthy();
    await key("h");
    await waitFor(async () => expect(await postsOf("u-ride")).toHaveLength(2));
    const [from, to] = (await postsOf("u-ride")).map(({ body }) => Date.parse(String(body.at)));
    expect(from).toBeLessThanOrEqual(to!);
  });
  it("that the server does not write down is said, until it is understood", async () => {
    await opened(running, { "POST /api/ride-alongs/r1/takeovers": new Refused(422, { code: "pressed_after_call", detail: "The call was over." }) });
    await key("t");
    await key("t");
    expect(await screen.findByText(/^Not on the record: /)).toBeTruthy();
    expect(screen.queryByText(/You have the call\./)).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Understood" }));
    await waitFor(async () => expect(await postsOf("u-ride")).toHaveLength(0));
    expect(screen.queryByText(/^Not on the record: /)).toBeNull();
  });
  it("is handed back by one", async () => {
    const { server } = await opened(running, logged);
    await key("t");
    await key("t");
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs/r1/takeovers")).toHaveLength(1));
    expect(await within(screen.getByRole("alert")).findByRole("timer")).toBeTruthy();
    await key("h");
    await waitFor(() => expect(screen.queryByText(/You have the call\./)).toBeNull());
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs/r1/takeovers/hand-back")).toHaveLength(1));
  });
  it("without consent is said to be logged so, before it happens", async () => {
    await opened({ ...running, consent: false }, logged);
    expect(screen.getByText("Ana has not consented to a takeover.")).toBeTruthy();
    await key("t");
    expect(screen.getByText("Ana did not consent. Press once more, and it is logged so.")).toBeTruthy();
  });
  it("is put down again by Esc", async () => {
    const { server } = await opened(running, logged);
    await key("t");
    await key("Escape");
    await key("t");
    expect(server.asked_of("POST /api/ride-alongs/r1/takeovers")).toHaveLength(0);
  });
});

describe("the end of the call", () => {
  it("is asked for once more, and says when the call was not handed back", async () => {
    const { server } = await opened({ ...running, takeovers: [{ from: "2027-03-30T09:11:00Z", had_consent: true }] }, { "POST /api/ride-alongs/r1/end": { ...running, state: "ended", version: 9 } });
    fireEvent.click(screen.getByRole("button", { name: "End" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText(/You still have the call/)).toBeTruthy();
    fireEvent.click(dialog.getByRole("button", { name: "The call is over" }));
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs/r1/end")).toHaveLength(1));
  });
});
