// What the server says about a quarter ahead, and how it is asked for. Hours are of the quarter unless a name says otherwise.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type PersonRef } from "@/api";

export interface Hours {
  low: number;
  high: number;
}
export interface Kind {
  key: string;
  name: string;
  hours: Hours;
}
export interface Week {
  monday: string;
  from: string;
  to: string;
  weekdays: number;
  asked: Hours;
  budget: Hours;
  overflow: number;
  by_kind: Hours[];
}
export interface LeftOver {
  key: string;
  name: string;
  count: number;
  of: number;
  hours: number;
}
export interface Load {
  manager?: PersonRef | null;
  reps: number;
  joining: number;
  leaving: number;
  is_over_span: boolean;
  asked: Hours;
  budget: Hours;
  asked_a_week: Hours;
  budget_a_week: Hours;
  overflows: boolean;
  by_kind: Kind[];
  left_over: LeftOver[];
  weeks: Week[];
  statement: string;
}
export interface Rate {
  n: number;
  value: number;
  low: number;
  high: number;
}
export interface Cut {
  key: string;
  name: string;
  kept: number;
  left: number;
  excused: number;
  rate?: Rate | null;
  at_quarter_end?: Rate | null;
  grows_at_the_end: boolean;
  is_clear: boolean;
}
export interface Cuts {
  from: string;
  to: string;
  items: Cut[];
}
interface QuarterOf {
  as_of: string;
  quarter: string;
  from: string;
  to: string;
  quarters: string[];
  cuts: Cuts;
}
export interface Quarter extends QuarterOf {
  overflowing: number;
  together: Load;
  managers: Load[];
}
export interface Conversations {
  key: string;
  name: string;
  count: number;
  excused: number;
  minutes: number;
}
export interface RepAsked {
  rep: PersonRef;
  conversations: Conversations[];
}
export interface ManagerQuarter extends QuarterOf {
  load: Load;
  reps: RepAsked[];
}
export interface Shift {
  rep?: PersonRef | null;
  key: string;
  name: string;
  manager_before?: PersonRef | null;
  manager_after?: PersonRef | null;
  count_before: number;
  count_after: number;
  minutes_before: number;
  minutes_after: number;
  is_shared: boolean;
  is_uncovered: boolean;
}
export interface Effect {
  saves: Hours;
  saves_a_week: Hours;
  overflowing: number;
  coaches_to_come: number;
  reps: number;
  lost: number;
  uncovered: number;
  shifts: Shift[];
  shifts_total: number;
}
export interface Lever {
  key: string;
  kind: string;
  what: string;
  price: string;
  is_of_rules: boolean;
}
export interface Option {
  lever: Lever;
  effect: Effect;
}
export interface Options {
  quarter: string;
  before: Load;
  after: Load;
  overflowing_before: number;
  pulled: Lever[];
  effect: Effect;
  options: Option[];
  fit?: { levers: Lever[]; effect: Effect } | null;
}

export const quarterQuery = (quarter?: string) =>
  queryOptions({ queryKey: ["capacity", "quarter", quarter ?? "next"], queryFn: ({ signal }) => api.get<Quarter>("/api/capacity/quarter", { quarter }, signal), placeholderData: keepPreviousData });

export const managerQuery = (manager: string, quarter?: string) =>
  queryOptions({ queryKey: ["capacity", "manager", manager, quarter ?? "next"], queryFn: ({ signal }) => api.get<ManagerQuarter>(`/api/capacity/quarter/${manager}`, { quarter }, signal), placeholderData: keepPreviousData });

export const optionsQuery = (manager: string | undefined, quarter: string | undefined, pulled: string[]) =>
  queryOptions({
    queryKey: ["capacity", "options", manager ?? "all", quarter ?? "next", ...pulled],
    queryFn: ({ signal }) => api.get<Options>(manager ? `/api/capacity/options/${manager}` : "/api/capacity/options", { quarter, apply: pulled.length > 0 ? pulled.join(",") : undefined }, signal),
    placeholderData: keepPreviousData,
  });

/** "2027-Q2" as people say it: "Q2 2027". */
export function quarter_text(quarter: string) {
  const [year, part] = quarter.split("-");
  return part ? `${part} ${year}` : quarter;
}
