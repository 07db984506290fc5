// Where a quarter stands against where it would be if it went evenly. Shares of the target, for the bar; nothing is judged here.
import type { Signals } from "@/api";

export type Pace = NonNullable<Signals["pace"]>;

export interface PaceShares {
  won: number;
  expected: number;
  /** Won minus expected, as an amount: below zero is behind. */
  ahead: number;
}

export function paceShares(pace: Pace): PaceShares {
  const of_target = (amount: number) => (pace.target > 0 ? Math.max(0, amount / pace.target) : 0);
  return { won: of_target(pace.won), expected: of_target(pace.expected_by_now), ahead: pace.won - pace.expected_by_now };
}

/** True where deals in a stage are clearly older than usual there. */
export const is_ageing = (stage: Signals["pipeline"][number]) => stage.usual_age_days !== undefined && stage.count > 0 && stage.median_age_days > stage.usual_age_days * 1.25;
