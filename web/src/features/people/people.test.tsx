import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { PersonDetail, TimelineEntry } from "@/api";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { fake_server, Refused } from "@/testing/server";

afterEach(() => vi.unstubAllGlobals());

const ben: PersonDetail = {
  id: "p2",
  name: "Ben Brandt",
  job_role: "AE",
  manager: { id: ana.person.id, name: ana.person.name },
  hire_date: "2026-01-05",
  is_active: true,
  time_zone: "Europe/Madrid",
  working_hours: { from: "09:00", to: "18:00" },
  assignments: [{ from: "2026-01-05", manager: { id: ana.person.id, name: ana.person.name }, job_role: "AE" }],
  external_ids: [],
  time_off: [{ id: "t1", from: "2027-04-05", to: "2027-04-09", reason: "pto" }],
  certifications: [],
};
const entries: TimelineEntry[] = [
  { at: "2027-03-22T09:00:00Z", kind: "session", title: "Weekly 1:1", state: "short", session_id: "s1" },
  { at: "2027-03-22T09:30:00Z", kind: "commitment", title: "Commitment", text: "I will ask what happens if they do nothing." },
];
const server_with = (person = ben, more: Record<string, unknown> = {}) => fake_server({ "GET /api/people/p2": person, "GET /api/people/p2/timeline": { items: entries }, "GET /api/playbook": { session_types: [] }, ...more });

describe("a person's page", () => {
  it("shows the timeline with its states in words and links to conversations", async () => {
    server_with();
    await open_page(ana, "/people/p2");
    expect(await screen.findByText("Held short")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Open: Weekly 1:1" }).getAttribute("href")).toBe("/sessions/s1");
    expect(screen.getByText("I will ask what happens if they do nothing.").tagName).toBe("BLOCKQUOTE");
  });
  it("of somebody who is not seen says no more than that there is nothing", async () => {
    fake_server({ "GET /api/people/p9": new Refused(404, { detail: "Person p9 is in another reporting line." }) });
    await open_page(ana, "/people/p9");
    expect((await screen.findByRole("alert")).textContent).not.toContain("reporting line");
  });
  it("says what will be here before anything has happened", async () => {
    server_with(ben, { "GET /api/people/p2/timeline": { items: [] } });
    await open_page(ana, "/people/p2");
    expect(await screen.findByText("Nothing has happened yet.")).toBeTruthy();
  });
  it("offers planning to their manager alone", async () => {
    server_with({ ...ben, manager: { id: "p5", name: "Carla Castellano" } });
    await open_page(ana, "/people/p2");
    await screen.findByText("Held short");
    expect(screen.queryByRole("button", { name: "Plan a conversation" })).toBeNull();
  });
});

describe("time off", () => {
  it("is removed at once and comes back by undo", async () => {
    const server = server_with(ben, { "DELETE /api/people/p2/time-off/t1": undefined, "POST /api/people/p2/time-off": { id: "t2" } });
    await open_page(ana, "/people/p2");
    fireEvent.click(await screen.findByRole("button", { name: "Remove this time off" }));
    server.answers["GET /api/people/p2"] = { ...ben, time_off: [] };
    await screen.findByText("None planned.");
    fireEvent.click(await screen.findByText("Undo"));
    await waitFor(() => expect(server.asked_of("POST /api/people/p2/time-off")[0]?.body).toEqual({ from: "2027-04-05", to: "2027-04-09", reason: "pto" }));
  });
  it("that ends before it begins is refused beside the field", async () => {
    const server = server_with();
    await open_page(ana, "/people/p2");
    fireEvent.click(await screen.findByRole("button", { name: "Add time off" }));
    const dialog = within(await screen.findByRole("dialog"));
    fireEvent.change(dialog.getByLabelText("First day"), { target: { value: "2027-05-10" } });
    fireEvent.change(dialog.getByLabelText("Last day"), { target: { value: "2027-05-09" } });
    fireEvent.click(dialog.getByRole("button", { name: "Add" }));
    expect(await dialog.findByText("The last day is before the first.")).toBeTruthy();
    expect(server.asked_of("POST /api/people/p2/time-off")).toHaveLength(0);
  });
  it("is not offered to those who may not change it", async () => {
    server_with({ ...ben, manager: { id: "p5", name: "Carla Castellano" } });
    await open_page({ ...ana, roles: ["leader"] }, "/people/p2");
    await screen.findByText("Held short");
    expect(screen.queryByRole("button", { name: "Add time off" })).toBeNull();
  });
});

describe("the directory", () => {
  it("asks the server for what is typed, and says when nobody is called that", async () => {
    const server = fake_server({ "GET /api/people": ({ query }: { query: URLSearchParams }) => ({ items: query.get("search") ? [] : [ben] }) });
    await open_page({ ...ana, roles: ["leader"] }, "/people");
    await screen.findByText("Ben Brandt");
    fireEvent.change(screen.getByLabelText("Find by name"), { target: { value: "zzz" } });
    expect(await screen.findByText(/Nobody is called/)).toBeTruthy();
    expect(server.asked_of("GET /api/people").at(-1)?.query.get("search")).toBe("zzz");
  });
  it("leaves out those who left until they are asked for", async () => {
    const server = fake_server({ "GET /api/people": { items: [ben] } });
    await open_page({ ...ana, roles: ["leader"] }, "/people");
    await screen.findByText("Ben Brandt");
    expect(server.asked_of("GET /api/people")[0]?.query.get("active")).toBe("true");
    fireEvent.click(screen.getByLabelText("With those who left"));
    await waitFor(() => expect(server.asked_of("GET /api/people").at(-1)?.query.has("active")).toBe(false));
  });
});

describe("planning a conversation", () => {
  const types = [{ key: "weekly_one_on_one", name: "Weekly 1:1", minutes: 30, counts_as: "coaching", agenda: [] }];
  it("sends the instant of the day and time in the manager's zone, a day after summer time began", async () => {
    const server = server_with(ben, { "GET /api/playbook": { session_types: types }, "POST /api/sessions": { id: "s9" } });
    await open_page(ana, "/people/p2?plan=weekly_one_on_one");
    const dialog = within(await screen.findByRole("dialog"));
    fireEvent.change(dialog.getByLabelText("Day"), { target: { value: "2027-03-29" } });
    fireEvent.change(dialog.getByLabelText("Time"), { target: { value: "09:30" } });
    fireEvent.click(dialog.getByRole("button", { name: "Plan it" }));
    await waitFor(() => expect(server.asked_of("POST /api/sessions")).toHaveLength(1));
    expect(server.asked_of("POST /api/sessions")[0]?.body).toMatchObject({ kind: "weekly_one_on_one", rep_id: "p2", starts_at: "2027-03-29T07:30:00Z" });
    expect(server.asked_of("POST /api/sessions")[0]?.headers.get("Idempotency-Key")).toBeTruthy();
  });
});
