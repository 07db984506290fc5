// Every page in the states that are not its own doing: on its way, refused, not there, the server down, no network. None may be blank, and none may be a dead end.
import "fake-indexeddb/auto";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Role } from "@/api";
import { sample } from "@/features/session/sample_conversation";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { fake_server, no_network, on_its_way, Refused } from "@/testing/server";

/** jsdom has no event streams; a page that listens hears nothing. */
class Silence extends EventTarget {
  close() {}
}
beforeEach(() => vi.stubGlobal("EventSource", Silence));
afterEach(() => vi.unstubAllGlobals());

const playbook = { version_id: "v1", name: "Default", effective_from: "2027-01-04", session_types: [], cadences: [], competencies: [], drills: [], thresholds: [], tenure_bands: [], ride_alongs: [], indicators: [], triggers: [], job_roles: [], capacity: { budget_low: 4, budget_high: 6, span_low: 5, span_high: 8, span_flag: 9 } };
const person = { id: "p2", name: "Ben Brandt", job_role: "ae", is_active: true, assignments: [], external_ids: [], time_off: [], certifications: [] };
const report = { kind: "roster", file_name: "people.csv", rows: 0, added: 0, changed: 0, unchanged: 0, rejected: [], rejected_total: 0, notes: [], unmatched: [], changes: [], mapping: { name: "backbeat", columns: [] }, applied: true };

interface PageCase {
  path: string;
  roles: Role[];
  /** What the page cannot be without. */
  needs: string;
  good: unknown;
  /** What stands there when there is nothing yet. */
  shows: RegExp;
  also?: Record<string, unknown>;
}
const pages: PageCase[] = [
  { path: "/", roles: ["manager"], needs: "GET /api/home", good: { now: ana.now, actions: [], more: 0, today: [], numbers: [] }, shows: /Nothing is waiting for you/ },
  { path: "/team", roles: ["manager"], needs: "GET /api/team", good: { manager: ana.person, managers: [], reps: [] }, shows: /Nobody reports here yet/ },
  { path: "/people", roles: ["leader"], needs: "GET /api/people", good: { items: [] }, shows: /No people yet/ },
  { path: "/people/p2", roles: ["leader"], needs: "GET /api/people/p2", good: person, shows: /Nothing has happened yet/, also: { "GET /api/people/p2/timeline": { items: [] } } },
  { path: "/cadence", roles: ["leader"], needs: "GET /api/cadence", good: { as_of: ana.now, weeks: [], managers: [], attention: [] }, shows: /No manager has a rep who is owed/ },
  { path: "/playbook", roles: ["rep"], needs: "GET /api/playbook", good: playbook, shows: /no kind of conversation/ },
  { path: "/playbook/versions", roles: ["enablement"], needs: "GET /api/playbook/versions", good: { items: [] }, shows: /No version has been published/ },
  { path: "/playbook/edit?from=v1", roles: ["enablement"], needs: "GET /api/playbook/versions/v1/text", good: "format = 1\n", shows: /What your change does will stand here/ },
  { path: "/imports", roles: ["revops"], needs: "GET /api/imports", good: { sources: [], runs: [] }, shows: /Nothing has been imported yet/, also: { "GET /api/unmatched": { items: [] } } },
  { path: "/imports/runs/r1", roles: ["revops"], needs: "GET /api/import-runs/r1", good: report, shows: /people\.csv/ },
  { path: "/users", roles: ["admin"], needs: "GET /api/users", good: { items: [] }, shows: /Nobody found/ },
  { path: "/sessions", roles: ["rep"], needs: "GET /api/sessions", good: { items: [] }, shows: /Nothing is planned/ },
  { path: "/sessions/s1", roles: ["manager"], needs: "GET /api/sessions/s1", good: sample({ state: "planned", agenda: [], gate: { state: "nothing", commitments: [] } }), shows: /Nothing to inspect/ },
];

const opened = async ({ path, roles, needs, also }: PageCase, answer: unknown) => {
  const server = fake_server({ "GET /api/playbook": playbook, "GET /api/imports/mappings": { items: [] }, ...also, [needs]: answer });
  await open_page({ ...ana, roles }, path);
  return server;
};

describe.each(pages)("$path", (page) => {
  it("says that it is loading, under its own title", async () => {
    await opened(page, on_its_way);
    expect((await screen.findAllByText("Loading")).length).toBeGreaterThan(0);
    expect(screen.queryByRole("alert")).toBeNull();
  });
  it("says what will be here while there is nothing", async () => {
    await opened(page, page.good);
    expect((await screen.findAllByText(page.shows)).length).toBeGreaterThan(0);
    await waitFor(() => expect(screen.queryByText("Loading")).toBeNull());
  });
  it("says in words that it is not for this role, and offers no second try", async () => {
    await opened(page, new Refused(403, { detail: "This is for others." }));
    expect((await screen.findByText("Your role does not open this page.")).closest("[role=alert]")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  });
  it("says of what is not there no more than that", async () => {
    await opened(page, new Refused(404, { detail: "It belongs to another team." }));
    expect(await screen.findByText("There is nothing here that you can see.")).toBeTruthy();
    expect(screen.queryByText(/another team/)).toBeNull();
  });
  it("can be tried again when the server could not, and then is there", async () => {
    const server = await opened(page, new Refused(503, { request_id: "req-7" }));
    const again = await screen.findByRole("button", { name: "Try again" });
    expect(screen.getByText("Request req-7")).toBeTruthy();
    server.answers[page.needs] = page.good;
    fireEvent.click(again);
    expect((await screen.findAllByText(page.shows)).length).toBeGreaterThan(0);
  });
  it("says that there is no network, and is there when it is back", async () => {
    const server = await opened(page, no_network);
    expect(await screen.findByText("You are offline.")).toBeTruthy();
    server.answers[page.needs] = page.good;
    fireEvent.click(await screen.findByRole("button", { name: "Try again" }));
    expect((await screen.findAllByText(page.shows)).length).toBeGreaterThan(0);
    await waitFor(() => expect(screen.queryByText("You are offline.")).toBeNull());
  });
});
