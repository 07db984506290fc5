// A person's calendars: what is wrong with a file is seen before it is added, what is removed can come back, a secret is shown once.
import "fake-indexeddb/auto";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { fake_server, Refused } from "@/testing/server";
import { rule_parts } from "./calendar";

afterEach(() => vi.unstubAllGlobals());

const work = { id: "c0", name: "Work", series: 12, troubles: 1, created_at: ana.now, read_at: ana.now, freshness: "fresh" };
const google = { ...work, id: "c1", name: "Google", host: "calendar.google.com", freshness: "failing", error: "the server did not answer" };
const reading = {
  occurrences: 4,
  series: [{ line: 3, title: "Contoso weekly", rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", starts_at: ana.now, is_all_day: false, repeats: true, changed: 1, cancelled: 0, count: 4, next_at: ana.now }],
  series_total: 1,
  troubles: [{ weight: "series_left_out", line: 27, title: "Every full moon", text: "RRULE: it is not a rule that can be followed" }],
  troubles_total: 1,
};
const page = (more: Record<string, unknown> = {}) => fake_server({ "GET /api/calendars": { items: [] }, "GET /api/calendar/feed": { invitations: "mail" }, "GET /api/me": ana, ...more });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const file = () => new File(["BEGIN:VCALENDAR\r\n"], "ana.ics", { type: "text/calendar" });

describe("a person's calendars", () => {
  it("begin with what to do", async () => {
    page();
    await open_page(ana, "/calendars");
    expect(await screen.findByText("No calendar yet.")).toBeTruthy();
  });
  it("say where they are from, how fresh they are, and what failed", async () => {
    page({ "GET /api/calendars": { items: [work, google] } });
    await open_page(ana, "/calendars");
    expect(await screen.findByText("calendar.google.com", { exact: false })).toBeTruthy();
    expect(screen.getByText("Up to date")).toBeTruthy();
    expect(screen.getByText("Not reached")).toBeTruthy();
    expect(screen.getByText(/the server did not answer/)).toBeTruthy();
  });
  it("are looked at before they are added, with every line that was not understood", async () => {
    const server = page({ "POST /api/calendars/preview": reading, "POST /api/calendars": { calendar: work, appeared: 4, moved: 0, cancelled: 0, vanished: 0, edited: 0 } });
    await open_page(ana, "/calendars");
    await screen.findByText("No calendar yet.");
    press("Add a calendar");
    fireEvent.click(await screen.findByRole("tab", { name: "A file" }));
    fireEvent.change(await screen.findByLabelText("Choose an .ics file"), { target: { files: [file()] } });
    expect(await screen.findByText("Line 27")).toBeTruthy();
    expect(screen.getByText("RRULE: it is not a rule that can be followed")).toBeTruthy();
    expect(screen.getByText(/Every 2 weeks \(Mon, Wed\)/)).toBeTruthy();
    expect(server.asked_of("POST /api/calendars")).toHaveLength(0);
    press("Add this calendar");
    await waitFor(() => expect(server.asked_of("POST /api/calendars")[0]?.headers.get("Content-Type")).toBe("text/calendar"));
  });
  it("refuse an address that is none beside its field", async () => {
    page({ "POST /api/calendar-addresses": new Refused(422, { detail: "Expected an address that begins with https:// or webcal://, found x." }) });
    await open_page(ana, "/calendars");
    await screen.findByText("No calendar yet.");
    press("Add a calendar");
    fireEvent.click(await screen.findByRole("button", { name: "Add" }));
    expect(await screen.findByText("Enter the address.")).toBeTruthy();
    fireEvent.change(screen.getByLabelText("Address"), { target: { value: "x" } });
    press("Add");
    expect(await screen.findByText(/begins with https/, { selector: "[id*=error], p, span, div" })).toBeTruthy();
  });
  it("come back when a removal is taken back", async () => {
    const server = page({ "GET /api/calendars": { items: [work] }, "DELETE /api/calendars/c0": undefined, "POST /api/calendars/c0/restore": work });
    await open_page(ana, "/calendars");
    fireEvent.click(await screen.findByRole("button", { name: "Remove Work" }));
    fireEvent.click(await screen.findByRole("button", { name: /Undo/ }));
    await waitFor(() => expect(server.asked_of("POST /api/calendars/c0/restore")).toHaveLength(1));
  });
});

describe("the feed", () => {
  it("shows its address once, with the place it is reached at", async () => {
    page({ "POST /api/calendar/feed": { path: "/api/feeds/secret.ics" } });
    await open_page(ana, "/calendars");
    fireEvent.click(await screen.findByRole("button", { name: "Make a feed" }));
    expect(((await screen.findByLabelText("Address of your feed")) as HTMLInputElement).value).toBe(`${window.location.origin}/api/feeds/secret.ics`);
  });
  it("asks before a new address ends the present one", async () => {
    const server = page({ "GET /api/calendar/feed": { made_at: ana.now, last_read_at: ana.now, invitations: "feed" }, "POST /api/calendar/feed": { path: "/api/feeds/new.ics" } });
    await open_page(ana, "/calendars");
    fireEvent.click(await screen.findByRole("button", { name: "Make a new address" }));
    expect(await screen.findByText(/The present one stops working/)).toBeTruthy();
    expect(server.asked_of("POST /api/calendar/feed")).toHaveLength(0);
  });
  it("or invitations by mail: the choice shows at once", async () => {
    const server = page({ "PUT /api/calendar/invitations": undefined });
    await open_page(ana, "/calendars");
    fireEvent.click(await screen.findByRole("radio", { name: /Only by the feed/ }));
    await waitFor(() => expect(server.asked_of("PUT /api/calendar/invitations")[0]?.body).toEqual({ invitations: "feed" }));
  });
});

describe("a rule", () => {
  it("is read as far as people use rules", () => {
    expect(rule_parts("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,1TU")).toEqual({ every: "WEEKLY", interval: 2, days: ["MO"] });
    expect(rule_parts("")).toEqual({ every: undefined, interval: 1, days: [] });
  });
});
