// What the server says about scorecards and calibrations, and how it is asked for.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type List, type PersonRef } from "@/api";

export type Measure =
  | "owed_by_format" | "held_by_format" | "coverage_of_reps" | "pre_brief_rate" | "debrief_on_time_rate" | "median_hours_to_debrief" | "three_comment_rate"
  | "takeovers_with_consent" | "takeovers_without_consent" | "commitment_verdicts" | "rep_usefulness";
export type Standing = "known" | "running" | "no_data" | "too_few";
export type Unit = "count" | "share" | "hours" | "score";
export type Who = "manager" | "leader";

export interface Value {
  measure: Measure;
  part: string;
  standing: Standing;
  unit: Unit;
  counted: number;
  n: number;
  pending: number;
  value?: number | null;
  low?: number | null;
  high?: number | null;
  compared?: number | null;
  compared_low?: number | null;
  compared_high?: number | null;
}
export interface CardOf {
  about: PersonRef;
  who: Who;
  leader?: PersonRef | null;
  values: Value[];
}
export interface Publication {
  id: string;
  month: string;
  version: number;
  published_at: string;
  published_by: string;
  reason?: string | null;
}
export interface Scorecards {
  month: string;
  is_over: boolean;
  may_publish: boolean;
  known_at: string;
  publication?: Publication | null;
  versions: Publication[];
  formulas: { measure: Measure; formula: string }[];
  cards: CardOf[];
}
export interface MonthOf {
  month: string;
  is_over: boolean;
  latest?: Publication | null;
}
export interface Row {
  subject: "ride_along" | "debt" | "commitment";
  manager: PersonRef;
  rep: PersonRef;
  day: string;
  until?: string | null;
  format?: string | null;
  adds: "counted" | "not_counted" | "pending" | "outside";
  times?: number | null;
  of?: number | null;
  hours?: number | null;
  verdict?: string | null;
}
export interface Rows {
  month: string;
  measure: Measure;
  formula: string;
  known_at: string;
  items: Row[];
}
export interface Opening {
  manager: PersonRef;
  measure: Measure;
  counted: number;
  n: number;
  target_percent?: number | null;
  chance?: number | null;
}
export interface Preview {
  month: string;
  is_over: boolean;
  known_at: string;
  managers: number;
  leaders: number;
  pending: number;
  latest?: Publication | null;
  openings: Opening[];
  changes: { about: PersonRef; who: Who; before: Value; after: Value }[];
}

export type Obstacle = "system" | "capacity" | "skill" | "will";
export type Owner = "manager" | "leader";
export type Outcome = "resolved" | "continues" | "handed_on" | "not_needed";
export type CalibrationState = "opened" | "held" | "reviewed" | "closed";
export interface Calibration {
  id: string;
  manager: PersonRef;
  leader?: PersonRef | null;
  month: string;
  measure: Measure;
  is_by_hand: boolean;
  counted: number;
  n: number;
  target_percent?: number | null;
  chance?: number | null;
  state: CalibrationState;
  opened_at: string;
  held_at?: string | null;
  review_on?: string | null;
  closed_at?: string | null;
}
export interface CalibrationDetail extends Calibration {
  is_of_the_two: boolean;
  words?: { obstacles: Obstacle[]; owner: Owner; in_the_way: string; help: string } | null;
  reviews: { at: string; outcome: Outcome; text: string }[];
  allowed: string[];
}

export interface Asked {
  month?: string;
  version?: number;
}
export const scorecardsQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ["scorecards", "cards", asked.month ?? "now", asked.version ?? "latest"],
    queryFn: ({ signal }) => api.get<Scorecards>("/api/scorecards", { ...asked }, signal),
    placeholderData: keepPreviousData,
  });
export const monthsQuery = queryOptions({ queryKey: ["scorecards", "months"], queryFn: ({ signal }) => api.get<List<MonthOf>>("/api/scorecards/months", undefined, signal) });
export const rowsQuery = (asked: Asked, person_id: string, who: Who, measure: Measure) =>
  queryOptions({
    queryKey: ["scorecards", "rows", asked.month ?? "now", asked.version ?? "latest", person_id, who, measure],
    queryFn: ({ signal }) => api.get<Rows>("/api/scorecards/rows", { ...asked, person_id, who, measure }, signal),
  });
export const previewQuery = (month: string) =>
  queryOptions({ queryKey: ["scorecards", "preview", month], queryFn: ({ signal }) => api.get<Preview>("/api/scorecards/preview", { month }, signal), staleTime: 0 });
export const calibrationsQuery = queryOptions({ queryKey: ["calibrations", "list"], queryFn: ({ signal }) => api.get<List<Calibration>>("/api/calibrations", undefined, signal) });
export const calibrationQuery = (id: string) =>
  queryOptions({ queryKey: ["calibrations", id], queryFn: ({ signal }) => api.get<CalibrationDetail>(`/api/calibrations/${id}`, undefined, signal) });

/** The address of a download of the same month and version. */
export function download_of(kind: "csv" | "xlsx" | "rows", { month, version }: Asked) {
  const query = new URLSearchParams({ ...(month ? { month } : {}), ...(version ? { version: String(version) } : {}) });
  return `/api/scorecards${kind === "rows" ? "/rows.csv" : `.${kind}`}${query.size > 0 ? `?${query}` : ""}`;
}

export const value_of = (card: CardOf, measure: Measure, part = "") => card.values.find((value) => value.measure === measure && value.part === part);
