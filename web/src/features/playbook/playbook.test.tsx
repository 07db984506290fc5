// The rules to read: each part by its address, kinds of conversation that unfold, and the versions they came in.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Playbook, PlaybookPreview, PlaybookVersion } from "@/api";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { fake_server, Refused } from "@/testing/server";

afterEach(() => vi.unstubAllGlobals());

const stage = (name: string, minutes: number, led_by: string, prompts: string[] = []) => ({ key: name.toLowerCase(), name, minutes, led_by, prompts });
const playbook: Playbook = {
  version_id: "v1",
  name: "Default",
  effective_from: "2027-01-04",
  session_types: [
    { key: "weekly_one_on_one", name: "Weekly 1:1", minutes: 30, counts_as: "coaching", agenda: [stage("Inspect", 4, "rep", ["What happened on those calls?"]), stage("Will", 1, "both")] },
    { key: "pipeline_review", name: "Pipeline review", minutes: 30, counts_as: "nothing", agenda: [] },
  ],
  cadences: [{ session_type: "weekly_one_on_one", job_roles: ["ae"], tenure_bands: [], every: "week", count: 1, summary: "Every account executive, once a week." }],
  competencies: [{ key: "discovery", name: "Discovery", description: "Finds out what it costs them.", behaviours: ["Asks for the number"] }],
  drills: [{ key: "cost", name: "The cost of nothing", competency: "discovery", minutes: 10, steps: ["One asks", "One answers"] }],
  thresholds: [{ key: "held", name: "Held at its length", value: 0.8, unit: "share", meaning: "From here it counts as held." }],
  tenure_bands: [{ key: "new_hire", name: "New hire", from_month: 0, to_month: 6 }, { key: "veteran", name: "Veteran", from_month: 24 }],
  ride_alongs: [],
  indicators: [],
  triggers: [],
  job_roles: [],
  capacity: { budget_low: 4, budget_high: 6, span_low: 5, span_high: 8, span_flag: 9 },
};
const open_playbook = (path = "/playbook", roles = ana.roles) => {
  fake_server({ "GET /api/playbook": playbook });
  return open_page({ ...ana, roles }, path);
};

describe("the playbook", () => {
  it("shows every kind of conversation, the first unfolded and the others by one press", async () => {
    await open_playbook();
    const weekly = (await screen.findByRole("heading", { level: 2, name: "Weekly 1:1" })).closest("details")!;
    const review = screen.getByRole("heading", { level: 2, name: "Pipeline review" }).closest("details")!;
    expect([weekly.open, review.open]).toEqual([true, false]);
    expect(within(weekly).getByText("What happened on those calls?")).toBeTruthy();
    expect(within(weekly).getByText("4 min")).toBeTruthy();
    expect(within(weekly).getByText("Rep leads")).toBeTruthy();
    expect(within(review).getByText("No set agenda.")).toBeTruthy();
  });
  it("says what counts as coaching and what never does", async () => {
    await open_playbook();
    expect(await screen.findByText("Counts as coaching")).toBeTruthy();
    expect(screen.getByText("Never counts as coaching")).toBeTruthy();
  });
  it.each([
    ["owed", "Every account executive, once a week."],
    ["owed", "from month 0 to month 6"],
    ["skills", "Asks for the number"],
    ["skills", "One answers"],
    ["numbers", "From here it counts as held."],
    ["numbers", /4 to 6 hours a week for coaching, and leads 5 to 8 people/],
  ])("opens at its part %s by the address", async (part, text) => {
    await open_playbook(`/playbook?part=${part}`);
    expect(await screen.findByText(text)).toBeTruthy();
  });
  it("keeps the part that is looked at in its address, and moves among them by arrows", async () => {
    const { router } = await open_playbook();
    const first = await screen.findByRole("tab", { name: "Conversations" });
    first.focus();
    fireEvent.keyDown(first, { key: "ArrowRight" });
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("tab", { name: "What is owed" })));
    fireEvent.click(screen.getByRole("tab", { name: "Skills and drills" }));
    await waitFor(() => expect(router.state.location.search).toMatchObject({ part: "skills" }));
  });
  it("is edited by enablement and executives alone", async () => {
    const { unmount } = await open_playbook("/playbook", ["manager"]);
    await screen.findByText("Counts as coaching");
    expect(screen.queryByRole("link", { name: "Edit" })).toBeNull();
    unmount();
    await open_playbook("/playbook", ["enablement"]);
    expect(await screen.findByRole("link", { name: "Edit" })).toBeTruthy();
  });
});

describe("its versions", () => {
  const version = (id: string, over: Partial<PlaybookVersion>): PlaybookVersion => ({ id, name: "Default", effective_from: "2027-01-04", published_at: "2027-01-02T09:00:00Z", published_by: ana.person, note: "", is_in_force: false, ...over });
  const versions = { items: [version("v3", { effective_from: "2027-06-01", note: "Longer 1:1s" }), version("v2", { is_in_force: true, note: "The first" }), version("v1", { effective_from: "2026-01-01" })] };
  it("say which is in force and which is to come", async () => {
    fake_server({ "GET /api/playbook/versions": versions });
    await open_page(ana, "/playbook/versions");
    await screen.findByText("In force");
    const entries = screen.getAllByRole("listitem").filter((item) => within(item).queryByRole("button"));
    expect(entries.map((item) => [within(item).queryByText("To come") !== null, within(item).queryByText("In force") !== null])).toEqual([[true, false], [false, true], [false, false]]);
  });
  it("are read in a window, and the text is asked for only then", async () => {
    const server = fake_server({ "GET /api/playbook/versions": versions, "GET /api/playbook/versions/v2/text": "format = 1\n" });
    await open_page(ana, "/playbook/versions");
    const read = (await screen.findAllByRole("button", { name: /^Read/ }))[1]!;
    expect(server.asked_of("GET /api/playbook/versions/v2/text")).toHaveLength(0);
    read.focus();
    fireEvent.click(read);
    expect((await screen.findByRole("region", { name: "Text of the playbook" })).textContent).toBe("format = 1\n");
    fireEvent.keyDown(screen.getByRole("dialog"), { key: "Escape" });
    await waitFor(() => expect(document.activeElement).toBe(read));
  });
  it("that cannot be read say so inside the window, and can be tried again", async () => {
    const server = fake_server({ "GET /api/playbook/versions": versions, "GET /api/playbook/versions/v2/text": new Refused(503) });
    await open_page(ana, "/playbook/versions");
    fireEvent.click((await screen.findAllByRole("button", { name: /^Read/ }))[1]!);
    const again = await within(await screen.findByRole("dialog")).findByRole("button", { name: "Try again" });
    server.answers["GET /api/playbook/versions/v2/text"] = "format = 1\n";
    fireEvent.click(again);
    expect(await screen.findByRole("region", { name: "Text of the playbook" })).toBeTruthy();
  });
});

describe("the preview of a change", () => {
  const row = { manager: ana.person, reps: 7, hours_before: 4, hours_before_high: 4.5, hours_after: 8, hours_after_high: 9, budget_low: 4, budget_high: 6, overflows: true, by_kind: [{ kind: "Weekly 1:1", key: "weekly_one_on_one", hours: 8, hours_high: 9 }], by_kind_before: [], options: [{ what: "Every second week", hours: 4, hours_high: 4.5 }], statement: "" };
  const people = Array.from({ length: 9 }, (_, n) => ({ person: { id: `p${n}`, name: `Rep ${n}` }, before: "1 a week", after: "2 a week" }));
  const preview: PlaybookPreview = { ok: true, problems: [], differences: [{ path: "cadences.0.count", before: "1", after: "2", summary: "Two a week." }], people_affected: people, people_affected_total: 70, managers: [row], statement: "It does not fit for 1 manager." };
  const look = async (answer: unknown) => {
    fake_server({ "GET /api/playbook": playbook, "GET /api/playbook/versions/v1/text": "count = 1\n", "POST /api/playbook/check": { ok: true, problems: [] }, "POST /api/playbook/preview": answer });
    await open_page({ ...ana, roles: ["enablement"] }, "/playbook/edit");
    fireEvent.change(await screen.findByLabelText("Text of the playbook"), { target: { value: "count = 2\n" } });
    await screen.findByText("No mistakes");
    fireEvent.click(screen.getByRole("button", { name: "Preview what changes" }));
  };
  it("says what does not fit, what could be asked less, and folds away the many it changes", async () => {
    await look(preview);
    expect(await screen.findByText("It does not fit for 1 manager.")).toBeTruthy();
    expect(screen.getByText("Does not fit")).toBeTruthy();
    expect(screen.getByText("Every second week: 4–4.5 h a week")).toBeTruthy();
    expect(screen.getByText("70 people")).toBeTruthy();
    expect(screen.getByText("Rep 5").closest("details")).toBeNull();
    expect(screen.getByText("Rep 6").closest("details")).toBeTruthy();
  });
  it("that the server refuses says why, and nothing can be published", async () => {
    await look(new Refused(422, { detail: "That day lies before the version in force." }));
    expect((await screen.findAllByText("That day lies before the version in force.")).length).toBeGreaterThan(0);
    expect((screen.getByRole("button", { name: "Publish…" }) as HTMLButtonElement).disabled).toBe(true);
  });
});
