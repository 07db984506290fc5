import { at, ref, revops } from "./world.mjs";

const kinds = [["roster", "People"], ["opportunities", "Opportunities"], ["accounts", "Accounts"], ["products", "Products"], ["stage-history", "Stage history"], ["quotas", "Quotas"], ["holidays", "Holidays"]];
const runs = [
  { id: "r000000000001", kind: "opportunities", file_name: "opportunities-2026-11-22.csv", at: at(-1, 6), by: ref(revops), rows: 8800, added: 112, changed: 640, unchanged: 8044, rejected: 4, unmatched: 148, mapping: "maven" },
  { id: "r000000000002", kind: "roster", file_name: "roster.csv", at: at(-6, 7), by: ref(revops), rows: 86, added: 2, changed: 5, unchanged: 79, rejected: 0, unmatched: 0, mapping: "backbeat" },
  { id: "r000000000003", kind: "stage-history", file_name: "history.csv", at: at(-9, 7), by: ref(revops), rows: 31044, added: 31044, changed: 0, unchanged: 0, rejected: 0, unmatched: 131, mapping: "salesforce" },
];

function report(kind, file_name, text, applied) {
  const rows = Math.max(0, text.trim().split("\n").length - 1);
  const rejected = [{ row: 7, column: "close_date", found: "31/02/2026", expected: "a date that exists, as YYYY-MM-DD" }, { row: 12, column: "amount", found: "12,5k", expected: "a number of at least 0, with a point for decimals" }];
  return {
    kind, file_name, rows, added: Math.max(0, rows - 3), changed: 1, unchanged: 0, rejected, rejected_total: 2, notes: [{ row: 3, text: "Stage “GTX Basic” was read as product “GTXBasic”." }], unmatched: [{ value: "Almeida, A.", rows: 3 }],
    changes: [{ row: 2, what: "New: opportunity 1C1I7A6R, Cancity, Engaging" }, { row: 4, what: "Amount 514 → 590" }], mapping: { name: "backbeat", columns: [{ column: "opportunity_id", field: "key", required: true, in_file: true }, { column: "Shoe size", required: false, in_file: true }] }, applied, run_id: applied ? "r000000000001" : undefined,
  };
}

export const imports = [
  ["GET", "/api/imports", () => ({ runs, sources: kinds.map(([kind, label]) => {
    const run = runs.find((one) => one.kind === kind);
    return { kind, label, last_imported_at: run?.at, last_rows: run?.rows, last_rejected: run?.rejected, freshness: !run ? "never" : kind === "stage-history" ? "stale" : "fresh", unmatched: kind === "opportunities" ? 2 : kind === "stage-history" ? 1 : 0 };
  }) })],
  ["GET", "/api/import-mappings", ({ query }) => ({ items: [{ name: "plain", kind: query.get("kind"), label: "Backbeat's own columns", columns: [{ field: "opportunity_id", column: "id", required: true }, { field: "owner", column: "owner", required: true }, { field: "stage", column: "stage", required: true }, { field: "amount", column: "amount", required: false }] }] })],
  ["POST", "/api/imports/{kind}/preview", ({ params, query, text }) => report(params.kind, query.get("file_name"), text, false)],
  ["POST", "/api/imports/{kind}", ({ params, query, text }) => report(params.kind, query.get("file_name"), text, true)],
  ["GET", "/api/import-runs/{id}", ({ params }) => {
    const run = runs.find(({ id }) => id === params.id) ?? runs[0];
    return { ...report(run.kind, run.file_name, "a\nb\nc\nd\ne", true), rows: run.rows, added: run.added, changed: run.changed, unchanged: run.unchanged, run_id: run.id };
  }],
];
