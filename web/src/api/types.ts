// The wire's types, by the names the server's OpenAPI document gives them. Instants are UTC strings ("2027-03-28T09:00:00Z"), dates are local ("2027-03-28").
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  field?: string;
  errors?: { field: string; code: string; detail: string }[];
  request_id?: string;
}
export interface List<T> {
  items: T[];
  next_cursor?: string;
}
export interface PersonRef {
  id: string;
  name: string;
}

// Access
export type Role = "rep" | "manager" | "leader" | "enablement" | "revops" | "executive" | "admin";
export interface Organisation {
  id: string;
  name: string;
  time_zone: string;
  fiscal_first_month: number;
  is_simulated: boolean;
}
export interface Me {
  user_id: string;
  person: PersonRef;
  email: string;
  roles: Role[];
  organisation: Organisation;
  time_zone: string;
  single_key_shortcuts: boolean;
  now: string;
  demo: boolean;
}
export interface Demo {
  logins: { role: string; name: string; email: string; password: string }[];
  now: string;
}
export interface SetUp {
  email: string;
  name: string;
  organisation: string;
}
export interface ApiToken {
  id: string;
  name: string;
  created_at: string;
  last_used_at?: string;
  expires_on?: string;
}
export interface SignInSession {
  id: string;
  created_at: string;
  last_seen_at: string;
  agent: string;
  is_current: boolean;
}
export interface User {
  id: string;
  person: PersonRef;
  email: string;
  roles: Role[];
  active: boolean;
  has_password: boolean;
  last_seen_at?: string;
  version: number;
  set_up_link?: string;
}

// People
export interface PersonRow {
  id: string;
  name: string;
  email?: string;
  job_role: string;
  segment?: string;
  region?: string;
  manager?: PersonRef;
  hire_date?: string;
  leave_date?: string;
  is_active: boolean;
}
export interface Assignment {
  from: string;
  to?: string;
  manager?: PersonRef;
  job_role: string;
  segment?: string;
  region?: string;
}
export interface TimeOff {
  id: string;
  from: string;
  /** The last day. */
  to: string;
  reason: TimeOffReason;
}
export type TimeOffReason = "pto" | "sickness" | "leave";
export interface PersonDetail extends PersonRow {
  time_zone?: string;
  working_hours?: { from: string; to: string };
  is_top_performer?: boolean;
  assignments: Assignment[];
  external_ids: { system: string; value: string }[];
  time_off: TimeOff[];
  certifications: { kind: "coach" | "facilitator"; from: string; to?: string }[];
}
export type TimelineKind = "session" | "commitment" | "inspection" | "assignment" | "hire" | "leave" | "focus";
export interface TimelineEntry {
  at: string;
  kind: TimelineKind;
  title: string;
  detail?: string;
  session_id?: string;
  state?: string;
  text?: string;
}
export interface Counts {
  owed: number;
  held: number;
  short: number;
  excused: number;
  missed: number;
}
export interface TeamCounts extends Counts {
  cancelled: number;
}
export interface TeamRep {
  person: PersonRef;
  job_role: string;
  tenure_band: string;
  focus_skill?: string;
  next_session?: { id: string; kind: string; starts_at: string };
  last_held_at?: string;
  last_four_weeks: TeamCounts;
  open_commitments: number;
  weeks_without: number;
}
export interface Team {
  manager: PersonRef;
  managers: PersonRef[];
  reps: TeamRep[];
  hours?: { asked: number; asked_high: number; budget_low: number; budget_high: number; statement: string };
}
export interface UnmatchedName {
  source: string;
  system: string;
  value: string;
  rows: number;
  first_seen_at: string;
  suggestions: { person: PersonRef; reason: string }[];
}

// Imports
export interface ImportSource {
  kind: string;
  label: string;
  last_imported_at?: string;
  last_rows?: number;
  last_rejected?: number;
  freshness: "fresh" | "stale" | "never";
  unmatched: number;
}
export interface ImportRun {
  id: string;
  kind: string;
  file_name: string;
  at: string;
  /** Absent when the operator did it at the command line. */
  by?: PersonRef;
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  rejected: number;
  unmatched: number;
  /** The name of the mapping it was read by; the sha256 where it was the organisation's own. */
  mapping: string;
  mapping_sha256?: string;
}
export interface Imports {
  sources: ImportSource[];
  runs: ImportRun[];
  next_cursor?: string;
}
export interface ImportMapping {
  name: string;
  kind: string;
  label: string;
  file?: string;
  /** Of an own one that was used before: what it is chosen by. */
  sha256?: string;
  columns: { field: string; column: string; required: boolean }[];
}
export interface ReadColumn {
  column: string;
  /** Absent where the column is not read. */
  field?: string;
  required: boolean;
  in_file: boolean;
}
export interface RejectedRow {
  row: number;
  column?: string;
  found: string;
  expected: string;
}
export interface ImportReport {
  kind: string;
  file_name: string;
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  rejected: RejectedRow[];
  rejected_total: number;
  notes: { row?: number; text: string }[];
  unmatched: { value: string; rows: number }[];
  changes: { row: number; what: string }[];
  mapping: { name: string; sha256?: string; columns: ReadColumn[] };
  applied: boolean;
  run_id?: string;
}

// Playbook
export interface AgendaItem {
  key: string;
  name: string;
  minutes: number;
  led_by: string;
  prompts: string[];
}
export interface SessionType {
  key: string;
  name: string;
  minutes: number;
  counts_as: string;
  agenda: AgendaItem[];
}
export interface PlaybookCadence {
  session_type: string;
  job_roles: string[];
  tenure_bands: string[];
  every: string;
  count: number;
  summary: string;
}
export interface Playbook {
  version_id: string;
  name: string;
  effective_from: string;
  session_types: SessionType[];
  cadences: PlaybookCadence[];
  competencies: { key: string; name: string; description: string; behaviours: string[] }[];
  drills: { key: string; name: string; competency: string; minutes: number; steps: string[] }[];
  thresholds: { key: string; name: string; value: number; unit: string; meaning: string }[];
  tenure_bands: { key: string; name: string; from_month: number; to_month?: number }[];
  ride_alongs: { job_roles: string[]; tenure_bands: string[]; observe: number; co_sell: number; reverse: number; every: string; summary: string }[];
  indicators: { key: string; name: string; unit: string }[];
  triggers: { key: string; name: string; condition: string; proposes: string }[];
  job_roles: { key: string; name: string; is_coached: boolean }[];
  capacity: { budget_low: number; budget_high: number; span_low: number; span_high: number; span_flag: number };
}
export interface PlaybookVersion {
  id: string;
  name: string;
  effective_from: string;
  published_at: string;
  /** Absent for what came with the installation. */
  published_by?: PersonRef;
  note: string;
  is_in_force: boolean;
}
export interface PlaybookProblem {
  line: number;
  column: number;
  path: string;
  found: string;
  expected: string;
}
export interface PlaybookCheck {
  ok: boolean;
  problems: PlaybookProblem[];
}
/** Hours a week; where the playbook gives a range, `hours_high` is its upper end. */
export interface HoursOfKind {
  kind: string;
  key: string;
  hours: number;
  hours_high: number;
}
export interface PlaybookPreview extends PlaybookCheck {
  differences: { path: string; before?: string; after?: string; summary: string }[];
  people_affected: { person: PersonRef; before: string; after: string }[];
  people_affected_total: number;
  managers: {
    manager: PersonRef;
    reps: number;
    hours_before: number;
    hours_before_high: number;
    hours_after: number;
    hours_after_high: number;
    budget_low: number;
    budget_high: number;
    overflows: boolean;
    by_kind: HoursOfKind[];
    by_kind_before: HoursOfKind[];
    /** What could be asked less, and the hours it would give back. */
    options: { what: string; hours: number; hours_high: number; lost?: number; reps?: number }[];
    statement: string;
  }[];
  statement: string;
}

// Cadence
export interface CadenceCell extends Counts {
  moved: number;
  cancelled: number;
  pending: number;
  delegated: number;
}
export interface CadenceTotal extends CadenceCell {
  /** How many are decided: what the rate is of. */
  n: number;
  rate?: number;
  low?: number;
  high?: number;
}
export interface CadenceManager {
  /** Absent where nobody leads these reps. */
  manager?: PersonRef;
  leader?: PersonRef;
  reps: number;
  cells: CadenceCell[];
  total: CadenceTotal;
  weeks_without: number;
  attention?: string;
}
/** A manager whose rhythm has broken, and what about it. */
export interface Attention {
  manager?: PersonRef;
  kind: "weeks_without" | "launch_decay";
  /** In English, for who has no words of their own. */
  text: string;
  /** The longest first; without a name where that is not for the viewer to know. */
  gaps: { rep?: PersonRef; weeks: number }[];
  launched_on?: string;
  /** Kept in the first four weeks, and since. */
  first?: { value: number; n: number };
  since?: { value: number; n: number };
}
export interface Cadence {
  as_of: string;
  weeks: { week: string; monday: string }[];
  managers: CadenceManager[];
  attention: Attention[];
}
export interface CadenceRow {
  obligation_id: string;
  rep: PersonRef;
  kind: string;
  kind_name: string;
  window_from: string;
  window_to: string;
  due_at: string;
  state: string;
  on_time?: boolean;
  planned_minutes?: number;
  held_minutes?: number;
  session_id?: string;
  moved_times: number;
  focus_competency?: string;
  commitment_verdicts: string[];
}
export interface Obligation {
  id: string;
  rep: PersonRef;
  manager?: PersonRef;
  kind: string;
  kind_name: string;
  window_from: string;
  window_to: string;
  due_at: string;
  state: "pending" | "due" | "satisfied" | "short" | "excused" | "cancelled" | "missed";
  on_time?: boolean;
  session_id?: string;
  share: number;
}

// Home
export type HomeActionKind =
  | "join" | "start" | "open" | "prepare" | "confirm" | "rate" | "settle" | "plan" | "plan_many" | "ask" | "quiet" | "help" | "promise"
  | "unmatched" | "stale" | "never_imported" | "rejected" | "capacity" | "never_signed_in" | "hold_calibration" | "attend_calibration" | "review_calibration" | "match_calls";
export interface HomeAction {
  key: string;
  kind: HomeActionKind;
  href: string;
  due_at?: string;
  person?: PersonRef;
  /** The session type's name, as the playbook has it. */
  conversation?: string;
  /** The viewer's own words. */
  quote?: string;
  /** The kind of import it is about. */
  source?: string;
  count?: number;
}
export type HomeNumberKind = "held_by_team" | "held_with_me" | "commitments_kept" | "unmatched_names" | "overloaded_managers";
export interface HomeNumber {
  kind: HomeNumberKind;
  count?: number;
  n?: number;
  share?: number;
  low?: number;
  high?: number;
}
export interface Home {
  now: string;
  actions: HomeAction[];
  more: number;
  today: { session_id: string; kind_name: string; with: PersonRef; starts_at: string; minutes: number; state: string }[];
  numbers: HomeNumber[];
}

// Conversations
/** A key of the playbook's session types: data, since an organisation may have its own. */
export type SessionKind = string;
export type SessionState = "planned" | "confirmed" | "running" | "ended" | "held" | "short" | "excused" | "cancelled" | "missed";
export type Verdict = "kept" | "partly" | "missed" | "no_occasion";
export interface SessionRow {
  id: string;
  kind: SessionKind;
  kind_name: string;
  rep: PersonRef;
  manager: PersonRef;
  starts_at: string;
  minutes: number;
  state: SessionState;
  counts_as_coaching: boolean;
}
export interface EvidenceFigure {
  indicator: string;
  name: string;
  unit: "days" | "percent" | "per_week";
  value: number;
  n: number;
  low?: number;
  high?: number;
  before: number;
  before_n: number;
  changed?: boolean;
}
export interface EvidenceDeal {
  key: string;
  name: string;
  stage_before?: string;
  stage: string;
  outcome: "open" | "won" | "lost";
  amount?: number;
  days_in_stage?: number;
  moved: boolean;
}
export interface CommitmentEvidence {
  from: string;
  until: string;
  figures: EvidenceFigure[];
  deals: EvidenceDeal[];
  silent: string[];
  freshness: { source: string; at: string; stale: boolean }[];
}
export interface OpenOpportunity {
  key: string;
  name: string;
  stage: string;
  amount?: number;
}
export interface GateCommitment {
  id: string;
  text: string;
  due_on: string;
  indicator?: string;
  made_at: string;
  verdict?: Verdict;
  verdict_note?: string;
  evidence: CommitmentEvidence;
}
export interface ConversationStage extends AgendaItem {
  state: "waiting" | "running" | "paused" | "done" | "skipped";
  spent_seconds: number;
  entered_at?: string;
  skip_reason?: string;
}
export interface ConversationTimer {
  state: "idle" | "running" | "paused";
  stage?: string;
  since?: string;
  total_seconds: number;
}
export interface SharedNote {
  stage: string;
  text: string;
  version: number;
  by?: PersonRef;
  at?: string;
}
export interface Conversation {
  id: string;
  kind: SessionKind;
  kind_name: string;
  state: SessionState;
  rep: PersonRef;
  manager: PersonRef;
  viewer: "rep" | "manager";
  starts_at: string;
  minutes: number;
  time_zone: string;
  counts_as_coaching: boolean;
  moved_times: number;
  is_delegated?: boolean;
  started_at?: string;
  ended_at?: string;
  /** Why it was moved, cancelled or excused, the last time one of these happened. */
  last_reason?: string;
  gate: { state: "open" | "passed" | "skipped" | "nothing"; skip_reason?: string; commitments: GateCommitment[] };
  agenda: ConversationStage[];
  timer: ConversationTimer;
  shared_notes: SharedNote[];
  private_note: { text: string; version: number };
  signals?: Signals;
  commitments: { id: string; text: string; due_on: string; indicator?: string; opportunities: string[]; kind_hint?: string }[];
  focus_skill?: string;
  goal?: string;
  next?: { session_id?: string; starts_at?: string; suggested_starts_at?: string };
  confirmation: { confirmed_at?: string; usefulness?: number };
  shared_with_leader: { rep: boolean; manager: boolean };
  content_mix?: { skill_seconds: number; deal_seconds: number; pipeline_seconds: number; career_seconds: number };
  allowed: string[];
  version: number;
}
export interface CommitmentHint {
  kind: "behaviour" | "outcome" | "unclear";
  hint?: string;
}

// Signals
export interface Signals {
  as_of: string;
  freshness: { source: string; at: string; stale: boolean }[];
  pace?: { quarter: string; target: number; won: number; expected_by_now: number; attainment: number; n: number };
  pipeline: { stage: string; count: number; amount: number; median_age_days: number; usual_age_days?: number }[];
  coverage?: { ratio: number; open_amount: number; gap: number };
  win_rate?: { value: number; n: number; low: number; high: number; before: number; before_n: number; changed: boolean };
  cycle?: { median_days: number; n: number; before_days: number; before_n: number; changed: boolean };
  silent: { signal: string; reason: string }[];
  questions: { text: string; why: string }[];
}
