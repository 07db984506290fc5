// A running 1:1 for the tests of this folder.
import type { CommitmentEvidence, Conversation, Signals } from "@/api";

export const since = "2027-03-30T09:00:00Z";

export const no_signals: Signals = { as_of: since, freshness: [], pipeline: [], silent: [], questions: [] };

export const no_evidence: CommitmentEvidence = { from: since, until: since, figures: [], deals: [], silent: [], freshness: [] };

export const sample = (over: Partial<Conversation> = {}): Conversation => ({
  id: "s1",
  kind: "weekly_one_on_one",
  kind_name: "Weekly 1:1",
  state: "running",
  rep: { id: "p1", name: "Ana Ortiz" },
  manager: { id: "p2", name: "Ben Adler" },
  viewer: "manager",
  starts_at: since,
  minutes: 30,
  time_zone: "Europe/Madrid",
  counts_as_coaching: true,
  moved_times: 0,
  gate: { state: "passed", commitments: [] },
  agenda: [
    { key: "inspect", name: "Inspect", minutes: 4, led_by: "rep", prompts: [], state: "running", spent_seconds: 10 },
    { key: "open", name: "Open", minutes: 2, led_by: "rep", prompts: [], state: "waiting", spent_seconds: 0 },
  ],
  timer: { state: "running", stage: "inspect", since, total_seconds: 10 },
  shared_notes: [],
  private_note: { text: "", version: 0 },
  commitments: [],
  confirmation: {},
  shared_with_leader: { rep: false, manager: false },
  allowed: ["stage", "skip_stage"],
  version: 5,
  ...over,
});
