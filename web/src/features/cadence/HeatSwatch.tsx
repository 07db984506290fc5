import type { CadenceCell } from "@/api";
import { cx } from "@/ui";

export type HeatStep = 0 | 1 | 2 | 3 | 4;
const grounds: Record<HeatStep, string> = { 0: "bg-heat-0", 1: "bg-heat-1", 2: "bg-heat-2", 3: "bg-heat-3", 4: "bg-heat-4" };
export const heat_class = (step: HeatStep) => grounds[step];

/** How much of what was owed was held at its length, as the rate counts it: 0 none, 4 all. Undefined for a week that is not over, and for one in which all was excused or cancelled. */
export function heat_step({ owed, held, short, missed, pending }: CadenceCell): HeatStep | undefined {
  if (pending > 0 || held + short + missed === 0) return undefined;
  const share = held / owed;
  if (share === 0) return 0;
  if (share < 0.5) return 1;
  if (share < 0.75) return 2;
  return share < 1 ? 3 : 4;
}

export function HeatSwatch({ step }: { step: HeatStep }) {
  return <span aria-hidden className={cx("inline-block size-3.5 rounded-sm border border-line", heat_class(step))} />;
}
