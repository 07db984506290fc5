import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Me } from "@/api";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { fake_server, Refused } from "@/testing/server";
import { ben_adler, candidate, debt, desk, desk_rep, line, now, row } from "./sample_ride_along";
import type { RideAlongDesk } from "./wire";

const ben: Me = { ...ana, person: ben_adler, now };
const cleo = { id: "p7", name: "Cleo Cruz" };

afterEach(() => vi.unstubAllGlobals());

async function opened(of: RideAlongDesk = desk(), more: Record<string, unknown> = {}, me: Me = ben, path = "/ride-alongs") {
  const server = fake_server({ "GET /api/ride-alongs/desk": of, "GET /api/ride-alongs": { items: [] }, ...more });
  return { server, ...(await open_page(me, path)) };
}
const key = (name: string) => act(async () => void fireEvent.keyDown(document.activeElement ?? document.body, { key: name }));

describe("the desk", () => {
  it("says what is owed by format, what is held, booked and at risk", async () => {
    await opened(desk({ reps: [desk_rep({ debts: [debt({ lines: [line({ owed: 3, held: 1, booked: 1, open: 1, risk: "weeks" })] })] })] }));
    const progress = within(await screen.findByRole("list", { name: "What the team is owed" }));
    expect(progress.getByText("1 of 3 held")).toBeTruthy();
    expect(progress.getByText("1 booked · 1 open")).toBeTruthy();
    expect(progress.getByText("1 at risk")).toBeTruthy();
    expect(screen.getByText("Too few weeks are left")).toBeTruthy();
  });
  it("books the first call in one action, on both calendars, and takes it back", async () => {
    const { server } = await opened(desk(), { "POST /api/ride-alongs": { id: "r9" }, "POST /api/ride-alongs/r9/cancel": {} });
    fireEvent.click(await screen.findByRole("button", { name: "Book Acme with Ana Ortiz" }));
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs")[0]?.body).toEqual({ rep_id: "p1", format: "observe", call_id: "c1", pre_brief_at: "2027-03-31T08:30:00Z", debrief_at: "2027-03-31T14:00:00Z" }));
    fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs/r9/cancel")).toHaveLength(1));
  });
  it("books it with one key too", async () => {
    const { server } = await opened(desk(), { "POST /api/ride-alongs": { id: "r9" } });
    await screen.findByRole("button", { name: "Book Acme with Ana Ortiz" });
    await key("b");
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs")).toHaveLength(1));
  });
  it("says why a call fits", async () => {
    await opened();
    expect(await screen.findByText(/Right stage: Discovery, both free around it, fills part 3 of 3 of the period, 21 days since the last one/)).toBeTruthy();
  });
  it("shows what the server refused, and books nothing twice", async () => {
    const { server } = await opened(desk(), { "POST /api/ride-alongs": new Refused(409, { detail: "Somebody rides on this call already." }) });
    fireEvent.click(await screen.findByRole("button", { name: "Book Acme with Ana Ortiz" }));
    expect((await screen.findAllByText("Somebody rides on this call already."))[0]).toBeTruthy();
    expect(server.asked_of("POST /api/ride-alongs")).toHaveLength(1);
  });
  const span = (starts_at: string) => ({ starts_at, ends_at: starts_at });
  const times = {
    call: candidate().call,
    due_at: "2027-04-01T09:45:00Z",
    pre_briefs: [span("2027-03-31T08:30:00Z"), span("2027-03-31T08:15:00Z"), span("2027-03-30T15:00:00Z")],
    debriefs: [span("2027-03-31T10:00:00Z"), span("2027-04-01T07:00:00Z")],
  };
  it("offers other times at which both are free, by day, with the rule beside them", async () => {
    const { server } = await opened(desk(), { "POST /api/ride-alongs": { id: "r9" }, "GET /api/ride-alongs/times": times });
    fireEvent.click(await screen.findByRole("button", { name: "Other times for Acme" }));
    const dialog = within(await screen.findByRole("dialog"));
    const before = within(await dialog.findByRole("group", { name: "Pre-brief" }));
    await waitFor(() => expect(before.getAllByRole("radio")).toHaveLength(4));
    expect(Object.fromEntries(server.asked_of("GET /api/ride-alongs/times")[0]!.query)).toEqual({ rep_id: "p1", format: "observe", call_id: "c1" });
    expect((before.getByRole("radio", { name: /10:30/ }) as HTMLInputElement).checked).toBe(true); // in Madrid
    expect(dialog.getByText(/^By Thu.*11:45.*: 24 hours/)).toBeTruthy();
    fireEvent.click(before.getByRole("radio", { name: /(17|5):00/ }));
    fireEvent.click(dialog.getByRole("button", { name: "Book" }));
    // The debrief is as it was proposed, although it is not among the nearest.
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs")[0]?.body).toMatchObject({ call_id: "c1", pre_brief_at: "2027-03-30T15:00:00Z", debrief_at: "2027-03-31T14:00:00Z" }));
    await waitFor(() => expect(screen.queryByRole("heading", { name: "Book Acme" })).toBeNull());
  });
  it("takes a time that is typed, too", async () => {
    const { server } = await opened(desk(), { "POST /api/ride-alongs": { id: "r9" }, "GET /api/ride-alongs/times": times });
    fireEvent.click(await screen.findByRole("button", { name: "Other times for Acme" }));
    const dialog = within(await screen.findByRole("dialog"));
    fireEvent.click(within(dialog.getByRole("group", { name: "Pre-brief" })).getByRole("radio", { name: "Another time…" }));
    expect((dialog.getByLabelText("Pre-brief, time") as HTMLInputElement).value).toBe("10:30");
    fireEvent.change(dialog.getByLabelText("Pre-brief, time"), { target: { value: "10:10" } });
    fireEvent.click(dialog.getByRole("button", { name: "Book" }));
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs")[0]?.body).toMatchObject({ pre_brief_at: "2027-03-31T08:10:00Z" }));
  });
  it("says when the two are never free together, and lets one pick", async () => {
    await opened(desk(), { "GET /api/ride-alongs/times": { ...times, debriefs: [] } }, ben, "/ride-alongs?book=true");
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getAllByText("The free times of both stand here once it is known when the call is.")).toHaveLength(2);
    fireEvent.change(dialog.getByLabelText("With"), { target: { value: "p1" } });
    fireEvent.change(dialog.getByLabelText("Time"), { target: { value: "11:00" } });
    expect(await dialog.findByText(/^By Thu.* the two of you are never free together/)).toBeTruthy();
    expect(dialog.getByLabelText("Debrief, time")).toBeTruthy();
  });
  it("books by hand a call that no calendar knows, and names what is missing", async () => {
    const { server } = await opened(desk(), { "POST /api/ride-alongs": { id: "r9" }, "GET /api/ride-alongs/times": times }, ben, "/ride-alongs?book=true");
    const dialog = within(await screen.findByRole("dialog"));
    fireEvent.click(dialog.getByRole("button", { name: "Book" }));
    expect(await dialog.findByText("Say with whom, on which account, and when the call is.")).toBeTruthy();
    fireEvent.change(dialog.getByLabelText("With"), { target: { value: "p1" } });
    fireEvent.change(dialog.getByLabelText("Account"), { target: { value: "Globex" } });
    fireEvent.change(dialog.getByLabelText("Day of the call"), { target: { value: "2027-04-01" } });
    fireEvent.change(dialog.getByLabelText("Time"), { target: { value: "11:00" } });
    await waitFor(() => expect(server.asked_of("GET /api/ride-alongs/times").at(-1)?.query.get("starts_at")).toBe("2027-04-01T09:00:00Z"));
    await dialog.findAllByRole("radio", { name: /10:30/ });
    fireEvent.click(dialog.getByRole("button", { name: "Book" }));
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs")[0]?.body).toEqual({ rep_id: "p1", format: "observe", account: "Globex", starts_at: "2027-04-01T09:00:00Z", ends_at: "2027-04-01T09:45:00Z", pre_brief_at: "2027-03-31T08:30:00Z", debrief_at: "2027-03-31T10:00:00Z" }));
  });
  it("leads to the calendars where no call is known", async () => {
    await opened(desk({ calls_known: false, reps: [desk_rep({ candidates: [] })] }));
    const [first] = await screen.findAllByRole("link", { name: "Connect calendars" });
    expect(first!.getAttribute("href")).toBe("/calendars");
  });
  it("goes from rep to rep by key", async () => {
    await opened(desk({ reps: [desk_rep(), desk_rep({ rep: cleo, candidates: [candidate({ call_id: "c2" })], debts: [debt({ lines: [line({ open: 1 })] })] })] }));
    await screen.findByRole("button", { name: /^AO.*Ana Ortiz|Ana Ortiz/, expanded: true });
    await key("j");
    expect(document.activeElement?.textContent).toContain("Ana Ortiz");
    await key("j");
    expect(document.activeElement?.textContent).toContain("Cleo Cruz");
    await key("k");
    expect(document.activeElement?.textContent).toContain("Ana Ortiz");
  });
  it("puts what waits for a debrief first, with its clock", async () => {
    await opened(desk({ debriefs_due: [row({ state: "ended", debrief_due: "2027-03-31T09:00:00Z" })] }));
    const waiting = within(await screen.findByRole("list", { name: "Waiting for a debrief" }));
    expect(waiting.getByText(/left$/)).toBeTruthy();
    expect(waiting.getByRole("link").getAttribute("href")).toBe("/ride-alongs/r1");
  });
});

describe("somebody else's desk", () => {
  it("is counts to read: no calls, no booking, nothing to open", async () => {
    const leader: Me = { ...ana, person: { id: "p9", name: "Vera Voss" }, roles: ["leader"], now };
    const { server } = await opened(desk({ coming: [row({ state: "booked" })], reps: [desk_rep({ candidates: [] })] }), { "GET /api/team": { manager: ben_adler, managers: [ben_adler, cleo], reps: [] } }, leader);
    expect(await screen.findByRole("heading", { level: 1, name: "Ben Adler's ride-alongs" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Book/ })).toBeNull();
    expect(screen.queryByRole("button", { name: /Ana Ortiz/ })).toBeNull();
    expect(within(screen.getByRole("list", { name: "On the calendar" })).queryByRole("link")).toBeNull();
    expect(await screen.findByLabelText("Manager")).toBeTruthy();
    expect(server.asked_of("GET /api/ride-alongs/desk")[0]!.query.get("manager")).toBe("p2");
  });
});

describe("a rep's own list", () => {
  const rep: Me = { ...ana, person: { id: "p1", name: "Ana Ortiz" }, roles: ["rep"], now };
  it("has what comes, with what is missing", async () => {
    await opened(desk(), { "GET /api/ride-alongs": { items: [row()] } }, rep);
    const coming = within(await screen.findByRole("list", { name: "Coming up" }));
    for (const text of ["Ben Adler", "No pre-brief yet", "Consent open"]) expect(coming.getByText(text)).toBeTruthy();
  });
  it("says what will be here when nothing is", async () => {
    await opened(desk(), {}, rep);
    expect(await screen.findByText("No ride-along is booked.")).toBeTruthy();
  });
});
