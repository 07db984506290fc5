// What measures, parts and choices are called, and a number in words.
import { plural, t } from "@lingui/core/macro";
import { format_locale } from "@/i18n";
import { number_text, percent_text } from "@/ui/NumberWithN";
import type { Calibration, CalibrationState, Measure, Obstacle, Opening, Outcome, Unit, Value } from "./scorecard";

export function measure_name(measure: Measure): string {
  switch (measure) {
    case "owed_by_format": return t`Owed`;
    case "held_by_format": return t`Ride-alongs held`;
    case "coverage_of_reps": return t`Reps ridden with`;
    case "pre_brief_rate": return t`Pre-brief before the call`;
    case "debrief_on_time_rate": return t`Debriefed in time`;
    case "median_hours_to_debrief": return t`Hours to the debrief, middle`;
    case "three_comment_rate": return t`Three comments at most`;
    case "takeovers_with_consent": return t`Takeovers with consent`;
    case "takeovers_without_consent": return t`Takeovers without consent`;
    case "commitment_verdicts": return t`Commitments kept`;
    case "rep_usefulness": return t`Useful, say the reps`;
  }
}

export function part_name(part: string): string {
  switch (part) {
    case "observe": return t`Observe`;
    case "co_sell": return t`Co-sell`;
    case "reverse": return t`Reverse`;
    case "excused": return t`Excused`;
    case "in_month": return t`In the month`;
    case "kept": return t`Kept`;
    case "partly": return t`Partly`;
    case "missed": return t`Missed`;
    case "no_occasion": return t`No occasion`;
    default: return t`All`;
  }
}

export const obstacle_name = (obstacle: Obstacle) =>
  ({ system: t`The system`, capacity: t`Too little time`, skill: t`Not able to yet`, will: t`Not willing` })[obstacle];
export const obstacle_hint = (obstacle: Obstacle) =>
  ({
    system: t`Territory, tools or process stand in the way of anybody in this place.`,
    capacity: t`The playbook asks for more hours than there are.`,
    skill: t`The manager wants to and cannot yet. Practice helps.`,
    will: t`The manager could and does not. That is a conversation of another kind.`,
  })[obstacle];
export const outcome_name = (outcome: Outcome) =>
  ({ resolved: t`Resolved`, continues: t`Goes on`, handed_on: t`Handed on`, not_needed: t`Nothing was needed` })[outcome];
export const state_name = (state: CalibrationState) => ({ opened: t`To be held`, held: t`Held`, reviewed: t`Goes on`, closed: t`Closed` })[state];

/** "October 2026". */
export const month_text = (month: string) =>
  new Intl.DateTimeFormat(format_locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${month}-01T00:00:00Z`));

export function amount_text(unit: Unit, value: number): string {
  if (unit === "share") return percent_text(value, value > 0 && value < 1 ? 0 : 0);
  if (unit === "hours") return t`${number_text(value, 1)} h`;
  if (unit === "score") return number_text(value, 1);
  return number_text(value);
}

/** The number, or why there is none. */
export function shown_text(value: Value): string {
  if (value.unit === "count") return number_text(value.counted);
  if (value.value !== undefined && value.value !== null) return amount_text(value.unit, value.value);
  if (value.standing === "too_few") return t`Too few to show`;
  if (value.standing === "running") return value.measure === "rep_usefulness" ? t`With the publication` : t`Not decided yet`;
  return t`No data`;
}

export const n_text = (value: Value) =>
  value.measure === "rep_usefulness" ? plural(value.n, { one: "# rep", other: "# reps" }) : `n = ${number_text(value.n)}`;

/** Why a calibration was opened. */
export function why_text(of: Pick<Opening, "measure" | "counted" | "n" | "target_percent" | "chance"> & Partial<Pick<Calibration, "is_by_hand">>): string {
  if (of.is_by_hand) return t`Opened by hand.`;
  if (of.target_percent !== undefined && of.target_percent !== null)
    return t`${number_text(of.counted)} of ${number_text(of.n)}, against a target of ${number_text(of.target_percent, 1)} %. Were the target met, so few would come of chance in ${chance_text(of.chance ?? 0)} months.`;
  if (of.measure === "held_by_format") return t`${number_text(of.counted)} of ${number_text(of.n)} owed ride-alongs were not held by the end of their period.`;
  return t`${number_text(of.counted)} of ${number_text(of.n)}.`;
}

function chance_text(chance: number): string {
  if (chance < 0.0001) return t`fewer than 1 of 10,000`;
  return t`1 of ${number_text(Math.round(1 / chance))}`;
}
