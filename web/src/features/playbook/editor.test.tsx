import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { PlaybookPreview } from "@/api";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { fake_server } from "@/testing/server";

afterEach(() => vi.unstubAllGlobals());
const enablement = { ...ana, roles: ["enablement" as const] };
const preview: PlaybookPreview = { ok: true, problems: [], differences: [{ path: "cadences.0.every", before: "week", after: "two_weeks", summary: "Weekly 1:1s are owed every two weeks." }], people_affected: [], people_affected_total: 0, managers: [], statement: "What is owed fits." };
const base = {
  "GET /api/playbook": { version_id: "v1", session_types: [] },
  "GET /api/playbook/versions/v1/text": 'name = "Default"\nminutes = 30\n',
  "POST /api/playbook/check": ({ body }: { body: unknown }) => (String((body as { text: string }).text).includes("-5") ? { ok: false, problems: [{ line: 2, column: 11, path: "minutes", found: "-5", expected: "a whole number of minutes" }] } : { ok: true, problems: [] }),
  "POST /api/playbook/preview": preview,
  "GET /api/playbook/versions": { items: [] },
  "POST /api/playbook/versions": { id: "v2" },
};
const area = async () => (await screen.findByLabelText("Text of the playbook")) as HTMLTextAreaElement;
const button = (name: string) => screen.getByRole("button", { name }) as HTMLButtonElement;

describe("editing the playbook", () => {
  it("names a mistake by line and column, leads there, and cannot be previewed or published with it", async () => {
    fake_server(base);
    await open_page(enablement, "/playbook/edit");
    fireEvent.change(await area(), { target: { value: 'name = "Default"\nminutes = -5\n' } });
    fireEvent.click(await screen.findByRole("button", { name: /2:11/ }));
    expect((await area()).selectionStart).toBe('name = "Default"\nminutes = '.length);
    expect(button("Preview what changes").disabled).toBe(true);
    expect(button("Publish…").disabled).toBe(true);
  });
  it("is published only after the preview of that very text, with a sentence for the others", async () => {
    const server = fake_server(base);
    const { router } = await open_page(enablement, "/playbook/edit");
    const text = 'name = "Default"\nminutes = 45\n';
    fireEvent.change(await area(), { target: { value: text } });
    await screen.findByText("No mistakes");
    expect(button("Publish…").disabled).toBe(true);
    fireEvent.click(button("Preview what changes"));
    expect(await screen.findByText("Weekly 1:1s are owed every two weeks.")).toBeTruthy();
    fireEvent.change(await area(), { target: { value: `${text}# more` } });
    expect(button("Publish…").disabled).toBe(true);
    fireEvent.change(await area(), { target: { value: text } });
    fireEvent.click(button("Publish…"));
    fireEvent.click(await screen.findByRole("button", { name: "Publish" }));
    expect(await screen.findByText("Say in a sentence what changes.")).toBeTruthy();
    fireEvent.change(screen.getByLabelText("What changes, and why"), { target: { value: "Longer 1:1s" } });
    fireEvent.click(screen.getByRole("button", { name: "Publish" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/playbook/versions"));
    expect(server.asked_of("POST /api/playbook/versions")[0]?.body).toEqual({ text, effective_from: "2027-03-29", note: "Longer 1:1s" });
  });
  it("asks before what was written is lost, and staying keeps it", async () => {
    fake_server(base);
    const { router } = await open_page(enablement, "/playbook/edit");
    fireEvent.change(await area(), { target: { value: 'name = "Mine"\n' } });
    router.history.push("/playbook/versions");
    fireEvent.click(await screen.findByRole("button", { name: "Stay here" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(router.state.location.pathname).toBe("/playbook/edit");
    expect((await area()).value).toBe('name = "Mine"\n');
    router.history.push("/playbook/versions");
    fireEvent.click(await screen.findByRole("button", { name: "Leave and lose them" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/playbook/versions"));
  });
  it("stays by Esc where it was", async () => {
    fake_server(base);
    const { router } = await open_page(enablement, "/playbook/edit");
    fireEvent.change(await area(), { target: { value: 'name = "Mine"\n' } });
    router.history.push("/playbook/versions");
    fireEvent.keyDown(await screen.findByRole("dialog"), { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(router.state.location.pathname).toBe("/playbook/edit");
  });
  it("lets go without a question where nothing was written", async () => {
    fake_server(base);
    const { router } = await open_page(enablement, "/playbook/edit");
    await area();
    router.history.push("/playbook/versions");
    await waitFor(() => expect(router.state.location.pathname).toBe("/playbook/versions"));
    expect(screen.queryByRole("dialog")).toBeNull();
  });
  it("is not for everybody", async () => {
    fake_server(base);
    await open_page({ ...ana, roles: ["manager"] }, "/playbook/edit");
    expect((await screen.findByRole("alert")).textContent).toContain("Your role does not open this page");
  });
});
