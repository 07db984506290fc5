// Names and values that files and editors bring stand on the pages as they were written, also where they look like tags.
import { fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { fake_server } from "@/testing/server";

const name = `<b>Ann</b> & "Co" <0>Ltd</0>`;
afterEach(() => vi.unstubAllGlobals());

describe("what looks like a tag is shown to the letter", () => {
  it("in the search for nobody", async () => {
    fake_server({ "GET /api/people": { items: [] } });
    await open_page(ana, `/people?search=${encodeURIComponent(name)}`);
    expect(await screen.findByText(`Nobody is called “${name}”.`)).toBeTruthy();
  });
  it("in a person's row", async () => {
    fake_server({ "GET /api/people": { items: [{ id: "p9", name, job_role: name, segment: name, is_active: true }] } });
    await open_page(ana, "/people");
    expect((await screen.findAllByText(name)).length).toBeGreaterThan(1);
  });
  it("in the playbook's name", async () => {
    fake_server({ "GET /api/playbook": { version_id: "v1", name, effective_from: "2027-01-04", session_types: [], cadences: [], competencies: [], drills: [], thresholds: [], tenure_bands: [], ride_alongs: [], indicators: [], triggers: [], job_roles: [], capacity: { budget_low: 4, budget_high: 6, span_low: 5, span_high: 8, span_flag: 9 } } });
    await open_page(ana, "/playbook");
    expect(await screen.findByText((_, node) => node?.tagName === "DIV" && (node.textContent ?? "").startsWith(`${name}, in force since`) && node.children.length <= 1)).toBeTruthy();
  });
  it("in a version's author", async () => {
    fake_server({ "GET /api/playbook/versions": { items: [{ id: "v1", name, effective_from: "2027-01-04", published_at: "2027-01-02T09:00:00Z", published_by: { id: "p3", name }, note: "", is_in_force: true }] } });
    await open_page({ ...ana, roles: ["enablement"] }, "/playbook/versions");
    expect(await screen.findByText((_, node) => node?.tagName === "P" && (node.textContent ?? "").startsWith(`${name}, `))).toBeTruthy();
  });
  it("in what a mistake of the playbook found and expected", async () => {
    fake_server({
      "GET /api/playbook": { version_id: "v1", session_types: [] },
      "GET /api/playbook/versions/v1/text": "minutes = 30\n",
      "GET /api/playbook/versions": { items: [] },
      "POST /api/playbook/check": { ok: false, problems: [{ line: 1, column: 11, path: "minutes", found: name, expected: name }] },
    });
    await open_page({ ...ana, roles: ["enablement"] }, "/playbook/edit");
    fireEvent.change(await screen.findByLabelText("Text of the playbook"), { target: { value: "minutes = -5\n" } });
    expect(await screen.findByText(`Expected ${name}`)).toBeTruthy();
    expect(screen.getByText(name).tagName).toBe("CODE");
  });
  it("in who an unmatched name may be", async () => {
    const unmatched = { source: "opportunities", system: "crm", value: name, rows: 1, first_seen_at: ana.now, suggestions: [{ person: { id: "p9", name }, reason: "Same last name" }] };
    fake_server({ "GET /api/imports": { sources: [], runs: [] }, "GET /api/unmatched": { items: [unmatched] } });
    await open_page({ ...ana, roles: ["revops"] }, "/imports");
    expect((await screen.findByRole("button", { name: /It is/ })).textContent).toContain(`It is ${name}`);
  });
  it("in the welcome of a set-up link", async () => {
    fake_server({ "GET /api/set-up/abc": { email: "ann@backbeat.test", name, organisation: name } });
    await open_page(null, "/set-up/abc");
    expect(await screen.findByText(`Choose a password for ${name}.`)).toBeTruthy();
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(`Welcome, ${name}`);
  });
});
