import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ana, render_as } from "@/testing/render";
import { answering } from "./conversation_testing";
import { RecordDialog } from "./RecordDialog";
import { SessionsPage } from "./SessionsPage";

afterEach(() => vi.unstubAllGlobals());

const row = { kind: "weekly_one_on_one", kind_name: "Weekly 1:1", rep: { id: "p9", name: "Carla Rossi" }, manager: ana.person, minutes: 30, counts_as_coaching: true };
const rows = [
  { ...row, id: "s1", starts_at: "2027-03-30T09:00:00Z", state: "planned" },
  { ...row, id: "s2", starts_at: "2027-03-23T09:00:00Z", state: "held" },
  { ...row, id: "s3", starts_at: "2027-03-22T09:00:00Z", state: "held", kind: "pipeline_review", kind_name: "Pipeline review", counts_as_coaching: false },
];
const serving = (items: object[]) => answering(({ path }) => (path.startsWith("/api/sessions?") ? { items } : path.startsWith("/api/team") ? { manager: ana.person, managers: [], reps: [{ person: row.rep }], hours: {} } : { id: "s9" }));

describe("the list of sessions", () => {
  it("shows what is coming apart from what was", async () => {
    serving(rows);
    await render_as(ana, <SessionsPage />);
    const links_in = async (name: string) => within(await screen.findByRole("list", { name })).getAllByRole("link").map((link) => link.getAttribute("href"));
    expect(await links_in("Coming up, This week")).toEqual(["/sessions/s1"]);
    expect(await links_in("Past, Last week")).toEqual(["/sessions/s2", "/sessions/s3"]);
  });

  it("stands under the weeks of the viewer's own zone", async () => {
    // Sunday evening in Madrid is still Sunday; in Auckland it is the Monday of the next week.
    serving([{ ...row, id: "s4", starts_at: "2027-04-04T18:00:00Z", state: "planned" }, { ...row, id: "s5", starts_at: "2027-04-20T09:00:00Z", state: "planned" }]);
    const { unmount } = await render_as(ana, <SessionsPage />);
    expect(await screen.findByRole("heading", { level: 3, name: "This week" })).toBeTruthy();
    expect(screen.getByRole("heading", { level: 3, name: /^Week of .*19/ })).toBeTruthy();
    unmount();
    await render_as({ ...ana, time_zone: "Pacific/Auckland" }, <SessionsPage />);
    expect(await screen.findByRole("heading", { level: 3, name: "Next week" })).toBeTruthy();
  });

  it("says which of them is not coaching", async () => {
    serving(rows);
    await render_as(ana, <SessionsPage />);
    expect(await screen.findAllByText("Not coaching")).toHaveLength(1);
  });

  it("asks for a range with instants the server reads", async () => {
    serving([]);
    const asked = vi.fn(globalThis.fetch);
    vi.stubGlobal("fetch", asked);
    await render_as(ana, <SessionsPage />);
    await screen.findByText("Nothing is planned.");
    const path = asked.mock.calls.map(([url]) => String(url)).find((url) => url.startsWith("/api/sessions?"))!;
    const query = new URLSearchParams(path.split("?")[1]);
    expect([query.get("from"), query.get("to")]).toEqual(["2027-02-22T08:00:00Z", "2027-05-03T08:00:00Z"]);
  });

  it("when it is empty holds the next action, for a manager", async () => {
    serving([]);
    await render_as(ana, <SessionsPage />);
    await screen.findByText("Nothing is planned.");
    expect(screen.getAllByRole("button", { name: "Plan one" })).toHaveLength(2);
  });

  it("offers a rep nothing to plan", async () => {
    serving(rows);
    await render_as({ ...ana, roles: ["rep"] }, <SessionsPage />);
    await screen.findByRole("list", { name: "Past, Last week" });
    expect(screen.queryByRole("button")).toBeNull();
  });
});

describe("recording what took place elsewhere", () => {
  const dialog = () => <RecordDialog reps={[row.rep]} onClose={() => undefined} />;
  const record = () => userEvent.click(screen.getByRole("button", { name: "Record it" }));

  it("says that a pipeline review never counts as coaching", async () => {
    serving([]);
    await render_as(ana, dialog());
    expect(screen.getByText(/A pipeline review never counts as coaching/)).toBeInstanceOf(HTMLElement);
  });

  it("names what is missing and sends nothing", async () => {
    const calls = serving([]);
    await render_as(ana, dialog());
    await userEvent.clear(screen.getByRole("textbox", { name: "Minutes" }));
    await record();
    expect(screen.getByText("Choose a rep.")).toBeInstanceOf(HTMLElement);
    expect(screen.getByText("A whole number of minutes, 5 to 240.")).toBeInstanceOf(HTMLElement);
    expect(calls).toHaveLength(0);
  });

  it("does not take what is still to come", async () => {
    const calls = serving([]);
    await render_as(ana, dialog());
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "With" }), "Carla Rossi");
    const day = screen.getByLabelText("Day");
    await userEvent.clear(day);
    await userEvent.type(day, "2027-04-30");
    await record();
    expect(screen.getByText("That is still to come. Record it afterwards.")).toBeInstanceOf(HTMLElement);
    expect(calls).toHaveLength(0);
  });

  it("sends when, with whom and how long", async () => {
    const calls = serving([]);
    await render_as(ana, dialog());
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "With" }), "Carla Rossi");
    await record();
    await waitFor(() => expect(calls[0]).toMatchObject({ path: "/api/sessions/record", body: { kind: "pipeline_review", rep_id: "p9", starts_at: "2027-03-29T08:00:00Z", minutes: 30 } }));
  });
});
