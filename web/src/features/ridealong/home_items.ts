// What ride-alongs ask of a person now: the debrief with its clock, the pre-brief and the consent before the call, a debt that is slipping. Counts and times alone.
import type { PersonRef } from "@/api";
import { progressOf } from "./debts";
import type { RideAlongDesk, RideAlongRow } from "./wire";

export type HomeItemKind = "running" | "debrief" | "pre_brief" | "consent" | "not_prepared" | "coming";

export interface HomeItem {
  kind: HomeItemKind;
  row: RideAlongRow;
  other: PersonRef;
  /** What the clock runs to. */
  due_at: string;
}

const order: HomeItemKind[] = ["running", "debrief", "pre_brief", "consent", "not_prepared", "coming"];
const days = 86_400_000;
/** The rep is asked a week ahead; the manager learns two days before that nothing is prepared. */
const asked_ahead_ms = 7 * days;
const told_ahead_ms = 2 * days;

function kind_of(row: RideAlongRow, is_rep: boolean, now_ms: number): HomeItemKind | undefined {
  const ahead = Date.parse(row.call.starts_at) - now_ms;
  if (row.state === "running") return "running";
  if (row.state === "ended" || row.state === "debriefing") return "debrief";
  if ((row.state !== "booked" && row.state !== "confirmed") || ahead < 0 || ahead > asked_ahead_ms) return undefined;
  if (is_rep && !row.has_pre_brief) return "pre_brief";
  if (is_rep && row.consent === undefined && row.format !== "reverse") return "consent";
  if (ahead > told_ahead_ms) return undefined;
  return !is_rep && !row.has_pre_brief ? "not_prepared" : "coming";
}

/** The most pressing first, one for each ride-along. */
export function homeItems(rows: readonly RideAlongRow[], viewer_id: string, now_ms: number): HomeItem[] {
  return rows
    .flatMap((row): HomeItem[] => {
      const is_rep = row.rep.id === viewer_id;
      const kind = kind_of(row, is_rep, now_ms);
      if (!kind || (!is_rep && row.manager.id !== viewer_id)) return [];
      const before_call = (is_rep && row.pre_brief?.starts_at) || row.call.starts_at;
      return [{ kind, row, other: is_rep ? row.manager : row.rep, due_at: kind === "debrief" ? (row.debrief_due ?? row.call.ends_at) : kind === "running" || kind === "coming" ? row.call.starts_at : before_call }];
    })
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.due_at.localeCompare(b.due_at));
}

/** How many owed ride-alongs of the team may not be made good. */
export const atRisk = ({ reps }: Pick<RideAlongDesk, "reps">) => progressOf(reps).reduce((sum, { at_risk }) => sum + at_risk, 0);
