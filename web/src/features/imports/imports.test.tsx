import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ImportReport, UnmatchedName } from "@/api";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { fake_server, Refused } from "@/testing/server";

afterEach(() => vi.unstubAllGlobals());
const revops = { ...ana, roles: ["revops" as const] };
const sources = [{ kind: "roster", label: "People", freshness: "never", unmatched: 0 }];
const report: ImportReport = { kind: "roster", file_name: "people.csv", rows: 3, added: 2, changed: 0, unchanged: 0, rejected: [{ row: 3, column: "hire_date", found: "31/02/2026", expected: "a date that exists" }], rejected_total: 4, notes: [], unmatched: [], changes: [], mapping: { name: "backbeat", columns: [{ column: "Employee", field: "name", required: true, in_file: true }, { column: "Shoe size", required: false, in_file: true }] }, applied: false };
const base = { "GET /api/imports": { sources, runs: [] }, "GET /api/import-mappings": { items: [] }, "GET /api/unmatched": { items: [] } };
const file = () => new File(["name\nAna\n"], "people.csv", { type: "text/csv" });
const size_of = (body: unknown) => (body instanceof Blob ? body.size : 0);
const choose = async () => fireEvent.change(await screen.findByLabelText(/Choose a file/), { target: { files: [file()] } });

describe("importing a file", () => {
  it("is looked at first; nothing is applied until it is said", async () => {
    const server = fake_server({ ...base, "POST /api/imports/roster/preview": report, "POST /api/imports/roster": { ...report, applied: true, run_id: "r1" }, "GET /api/import-runs/r1": { ...report, applied: true } });
    const { router } = await open_page(revops, "/imports/new?kind=roster");
    await choose();
    expect(await screen.findByText("31/02/2026")).toBeTruthy();
    expect(screen.getByText("a date that exists")).toBeTruthy();
    expect(screen.getByText("3 more are not listed.")).toBeTruthy();
    expect(server.asked_of("POST /api/imports/roster")).toHaveLength(0);
    fireEvent.click(screen.getByRole("button", { name: "Apply this import" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/imports/runs/r1"));
    const [preview] = server.asked_of("POST /api/imports/roster/preview");
    const [applied] = server.asked_of("POST /api/imports/roster");
    expect([size_of(preview?.body), size_of(applied?.body)]).toEqual([9, 9]);
    expect(applied?.query.get("file_name")).toBe("people.csv");
    expect(applied?.headers.get("Content-Type")).toBe("text/csv");
  });
  it("shows how each column was understood", async () => {
    fake_server({ ...base, "POST /api/imports/roster/preview": report });
    await open_page(revops, "/imports/new?kind=roster");
    await choose();
    expect(await screen.findByText("name, required")).toBeTruthy();
    expect(screen.getByText("Shoe size")).toBeTruthy();
    expect(screen.getByText("Not read")).toBeTruthy();
  });
  it("of people is effective on the day that was chosen", async () => {
    const server = fake_server({ ...base, "POST /api/imports/roster/preview": report });
    await open_page(revops, "/imports/new?kind=roster");
    fireEvent.change(await screen.findByLabelText("Effective on"), { target: { value: "2027-04-01" } });
    await choose();
    await screen.findByText("31/02/2026");
    expect(server.asked_of("POST /api/imports/roster/preview")[0]?.query.get("effective_on")).toBe("2027-04-01");
  });
  it("brings a mapping of its own before the file", async () => {
    const mappings = { items: [{ name: "backbeat", kind: "roster", label: "Backbeat roster", columns: [] }] };
    const server = fake_server({ ...base, "GET /api/import-mappings": mappings, "POST /api/imports/roster/preview": report });
    await open_page(revops, "/imports/new?kind=roster");
    await screen.findByRole("option", { name: "Backbeat roster" });
    fireEvent.change(screen.getByLabelText("Columns"), { target: { value: "own file" } });
    expect(screen.queryByLabelText(/Choose a file/)).toBeNull();
    fireEvent.change(screen.getByLabelText(/Choose the mapping file/), { target: { files: [new File(["name = 'x'\n"], "ours.toml")] } });
    await choose();
    await screen.findByText("31/02/2026");
    const [preview] = server.asked_of("POST /api/imports/roster/preview");
    expect(preview?.query.get("mapping_bytes")).toBe("11");
    expect(size_of(preview?.body)).toBe(20);
  });
  it("with a faulty mapping names every line at fault", async () => {
    const errors = [
      { field: "mapping", code: "mapping_fault", detail: "Line 2, column 1 of the mapping: expected a text, found a number." },
      { field: "mapping", code: "mapping_fault", detail: "Line 9, column 1 of the mapping: expected one of name, email, found shoe_size." },
    ];
    fake_server({ ...base, "POST /api/imports/roster/preview": new Refused(422, { errors }) });
    await open_page(revops, "/imports/new?kind=roster");
    await choose();
    expect(await screen.findByText(errors[0]!.detail)).toBeTruthy();
    expect(screen.getByText(errors[1]!.detail)).toBeTruthy();
  });
  it("of which no row can be taken cannot be applied", async () => {
    fake_server({ ...base, "POST /api/imports/roster/preview": { ...report, added: 0 } });
    await open_page(revops, "/imports/new?kind=roster");
    await choose();
    expect(((await screen.findByRole("button", { name: "Apply this import" })) as HTMLButtonElement).disabled).toBe(true);
  });
  it("that cannot be read at all says why", async () => {
    fake_server({ ...base, "POST /api/imports/roster/preview": new Refused(422, { detail: "The file is not UTF-8: byte 0xE9 in row 2." }) });
    await open_page(revops, "/imports/new?kind=roster");
    await choose();
    expect((await screen.findAllByText(/not UTF-8/)).length).toBeGreaterThan(0);
  });
});

describe("past imports", () => {
  const run = (id: string) => ({ id, kind: "roster", file_name: `${id}.csv`, at: ana.now, rows: 1, added: 1, changed: 0, unchanged: 0, rejected: 0, unmatched: 0, mapping: "backbeat" });
  it("are shown further back on request", async () => {
    fake_server({ ...base, "GET /api/imports": ({ query }: { query: URLSearchParams }) => (query.get("cursor") ? { sources, runs: [run("older")] } : { sources, runs: [run("newer")], next_cursor: "c1" }) });
    await open_page(revops, "/imports");
    expect(await screen.findByText("newer.csv")).toBeTruthy();
    fireEvent.click(await screen.findByRole("button", { name: "Show earlier" }));
    expect(await screen.findByText("older.csv")).toBeTruthy();
    expect(screen.getByText("newer.csv")).toBeTruthy();
  });
});

describe("names that match nobody", () => {
  const name: UnmatchedName = { source: "opportunities", system: "crm", value: "Almeida, A.", rows: 148, first_seen_at: ana.now, suggestions: [{ person: { id: "p1", name: "Ana Almeida" }, reason: "Same last name" }] };
  it("are matched by one press", async () => {
    const server = fake_server({ ...base, "GET /api/unmatched": { items: [name] }, "POST /api/unmatched/match": undefined });
    await open_page(revops, "/imports");
    const match = await screen.findByRole("button", { name: /It is Ana Almeida/ });
    server.answers["GET /api/unmatched"] = { items: [] };
    fireEvent.click(match);
    expect(await screen.findByText("Every name is known.")).toBeTruthy();
    expect(server.asked_of("POST /api/unmatched/match")[0]?.body).toEqual({ system: "crm", value: "Almeida, A.", person_id: "p1" });
  });
  it("come back when the server could not match them", async () => {
    fake_server({ ...base, "GET /api/unmatched": { items: [name] }, "POST /api/unmatched/match": new Refused(503) });
    await open_page(revops, "/imports");
    fireEvent.click(await screen.findByRole("button", { name: /It is Ana Almeida/ }));
    expect((await screen.findAllByText(/Nothing was changed/)).length).toBeGreaterThan(0);
    expect(await screen.findByRole("button", { name: /It is Ana Almeida/ })).toBeTruthy();
  });
});
