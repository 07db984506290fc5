// One person's page, part by part: the timeline in pages, what is known of them, where they have been, and days away.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { PersonDetail, TimelineEntry } from "@/api";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { type Asked, fake_server, Refused } from "@/testing/server";

afterEach(() => vi.unstubAllGlobals());

const manager = { id: ana.person.id, name: ana.person.name };
const ben = (over: Partial<PersonDetail> = {}): PersonDetail => ({ id: "p2", name: "Ben Brandt", job_role: "ae", email: "ben@backbeat.test", manager, is_active: true, assignments: [], external_ids: [], time_off: [], certifications: [], ...over });
const entry = (over: Partial<TimelineEntry>): TimelineEntry => ({ at: "2027-03-22T09:00:00Z", kind: "session", title: "Weekly 1:1", ...over });
const open_person = async (person = ben(), more: Record<string, unknown> = {}) => {
  const server = fake_server({ "GET /api/people/p2": person, "GET /api/people/p2/timeline": { items: [] }, "GET /api/playbook": { session_types: [], job_roles: [{ key: "ae", name: "Account executive", is_coached: true }] }, ...more });
  return { server, ...(await open_page(ana, "/people/p2")) };
};
const fact = async (label: string) => (await screen.findByText(label, { selector: "dt" })).nextElementSibling?.textContent;

describe("what is known of a person", () => {
  it("is said in the playbook's words", async () => {
    await open_person(ben({ segment: "enterprise", region: "EMEA", working_hours: { from: "09:00", to: "17:30" }, time_zone: "America/New_York" }));
    expect(await screen.findByText("Account executive · enterprise · EMEA")).toBeTruthy();
    expect(await fact("Working hours")).toBe("09:00 to 17:30");
    expect(await fact("Time zone")).toBe("America/New York");
  });
  it("leaves out what is not known", async () => {
    await open_person(ben({ email: undefined, manager: undefined }));
    expect(await fact("Manager")).toBe("Nobody");
    expect(screen.queryByText("E-mail", { selector: "dt" })).toBeNull();
  });
  it("names other systems' names for them, and what they are certified for until when", async () => {
    await open_person(ben({ external_ids: [{ system: "crm", value: "0055e000" }], certifications: [{ kind: "coach", from: "2026-01-01" }, { kind: "facilitator", from: "2026-01-01", to: "2027-12-31" }] }));
    expect(await fact("CRM")).toBe("0055e000");
    expect(await fact("Certified coach")).toMatch(/^since .*2026/);
    expect(await fact("Certified facilitator")).toMatch(/^until .*2027/);
  });
  it("says since when somebody has gone", async () => {
    await open_person(ben({ is_active: false, leave_date: "2027-02-28" }));
    expect((await screen.findAllByText((_, node) => /^Left .*Feb.* 2027$/.test(node?.textContent ?? ""))).length).toBeGreaterThan(0);
  });
});

describe("where somebody has been", () => {
  it("is newest first, each with its manager and its days", async () => {
    const assignments = [
      { from: "2026-01-05", to: "2026-12-31", manager: { id: "p8", name: "Otto Oduya" }, job_role: "ae" },
      { from: "2027-01-01", manager, job_role: "ae", segment: "enterprise" },
    ];
    await open_person(ben({ assignments }));
    const section = (await screen.findByRole("heading", { name: "Where they have been" })).closest("section")!;
    await within(section).findByText("Account executive · enterprise");
    const items = within(section).getAllByRole("listitem").map(({ textContent }) => textContent ?? "");
    expect(items[0]).toMatch(/Ana Almeida.*since .*2027/);
    expect(items[1]).toMatch(/Otto Oduya/);
  });
});

describe("the timeline", () => {
  it("goes back page by page", async () => {
    await open_person(ben(), { "GET /api/people/p2/timeline": ({ query }: Asked) => (query.get("cursor") ? { items: [entry({ title: "Joined", kind: "hire" })] } : { items: [entry({})], next_cursor: "c1" }) });
    fireEvent.click(await screen.findByRole("button", { name: "Show earlier" }));
    expect(await screen.findByText("Joined")).toBeTruthy();
    expect(screen.getByText("Weekly 1:1")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Show earlier" })).toBeNull();
  });
  it("does not link what cannot be opened", async () => {
    await open_person(ben(), { "GET /api/people/p2/timeline": { items: [entry({ state: "held" }), entry({ title: "Quarterly reset", session_id: "s4" })] } });
    expect(await screen.findByRole("link", { name: "Open: Quarterly reset" })).toBeTruthy();
    expect(screen.queryByRole("link", { name: "Open: Weekly 1:1" })).toBeNull();
  });
  it("that could not be read is tried again without the rest of the page going away", async () => {
    const { server } = await open_person(ben(), { "GET /api/people/p2/timeline": new Refused(503) });
    const again = await screen.findByRole("button", { name: "Try again" });
    expect(screen.getByText("ben@backbeat.test")).toBeTruthy();
    server.answers["GET /api/people/p2/timeline"] = { items: [entry({})] };
    fireEvent.click(again);
    expect(await screen.findByText("Weekly 1:1")).toBeTruthy();
  });
});

describe("days away", () => {
  const open_dialog = async (more: Record<string, unknown> = {}) => {
    const opened = await open_person(ben(), more);
    const button = await screen.findByRole("button", { name: "Add time off" });
    button.focus();
    fireEvent.click(button);
    return { ...opened, button, dialog: within(await screen.findByRole("dialog")) };
  };
  it("need both days", async () => {
    const { server, dialog } = await open_dialog({ "POST /api/people/p2/time-off": { id: "t1" } });
    fireEvent.change(dialog.getByLabelText("First day"), { target: { value: "" } });
    fireEvent.change(dialog.getByLabelText("Last day"), { target: { value: "" } });
    fireEvent.click(dialog.getByRole("button", { name: "Add" }));
    expect(await dialog.findAllByText("Choose a day.")).toHaveLength(2);
    expect(server.asked_of("POST /api/people/p2/time-off")).toHaveLength(0);
  });
  it("begin today where nothing else is said, and are added with their reason", async () => {
    const { server, dialog } = await open_dialog({ "POST /api/people/p2/time-off": { id: "t1" } });
    fireEvent.change(dialog.getByLabelText("Reason"), { target: { value: "sickness" } });
    fireEvent.click(dialog.getByRole("button", { name: "Add" }));
    await waitFor(() => expect(server.asked_of("POST /api/people/p2/time-off")[0]?.body).toEqual({ from: "2027-03-29", to: "2027-03-29", reason: "sickness" }));
    await waitFor(() => expect(screen.queryByRole("button", { name: "Add" })).toBeNull());
  });
  it("that overlap others are refused beside the field the server names", async () => {
    const { dialog } = await open_dialog({ "POST /api/people/p2/time-off": new Refused(422, { errors: [{ field: "from", code: "overlap", detail: "Ben is away from 25 to 30 March already." }] }) });
    fireEvent.click(dialog.getByRole("button", { name: "Add" }));
    const said = await dialog.findByText("Ben is away from 25 to 30 March already.");
    expect(dialog.getByLabelText("First day").getAttribute("aria-describedby")).toContain(said.id);
  });
  it("are left by Esc, which gives the focus back", async () => {
    const { button } = await open_dialog();
    fireEvent.keyDown(screen.getByRole("dialog"), { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(button));
  });
});
