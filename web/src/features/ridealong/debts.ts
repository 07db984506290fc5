// Arithmetic over what is owed: sums by format, who comes first, and the debt in words. Counts alone.
import type { DebtLine, DeskRep, Format, Risk, RideAlongDebt } from "./wire";
import { all_formats } from "./words";

/** Debts of periods that still run; what is over can no longer be made good. */
export const current = ({ debts }: Pick<DeskRep, "debts">): RideAlongDebt[] => debts.filter(({ over }) => !over);

const worse = (a: Risk, b: Risk): Risk => (a === "none" ? b : a);
const nothing = (format: Format): DebtLine => ({ format, owed: 0, excused: 0, held: 0, booked: 0, extra: 0, open: 0, risk: "none" });

export function added(a: DebtLine, b: DebtLine): DebtLine {
  return { format: a.format, owed: a.owed + b.owed, excused: a.excused + b.excused, held: a.held + b.held, booked: a.booked + b.booked, extra: a.extra + b.extra, open: a.open + b.open, risk: worse(a.risk, b.risk) };
}

/** One line a format, of all debts that still run. */
export const linesOf = (debts: readonly RideAlongDebt[]): DebtLine[] =>
  all_formats.map((format) => debts.flatMap(({ lines }) => lines.filter((line) => line.format === format)).reduce(added, nothing(format)));

export interface Progress extends DebtLine {
  /** Of what is open. */
  at_risk: number;
}

/** What a team owes and what became of it, by format. */
export const progressOf = (reps: readonly DeskRep[]): Progress[] =>
  all_formats.map((format) => {
    const lines = reps.flatMap(current).flatMap(({ lines: of_debt }) => of_debt.filter((line) => line.format === format));
    return { ...lines.reduce(added, nothing(format)), at_risk: lines.filter(({ risk }) => risk !== "none").reduce((sum, { open }) => sum + open, 0) };
  });

export const openOf = (rep: DeskRep) => linesOf(current(rep)).reduce((sum, { open }) => sum + open, 0);
const risk_of = (rep: DeskRep) => linesOf(current(rep)).filter(({ risk, open }) => risk !== "none" && open > 0).length;

/** Who is at risk first, then who is owed most, then by name. */
export const byNeed = (reps: readonly DeskRep[]): DeskRep[] =>
  [...reps].sort((a, b) => risk_of(b) - risk_of(a) || openOf(b) - openOf(a) || a.rep.name.localeCompare(b.rep.name));

/** Formats with something open, in which calls are looked for; those at risk first. */
export const openFormats = (rep: DeskRep): DebtLine[] =>
  linesOf(current(rep))
    .filter(({ open }) => open > 0)
    .sort((a, b) => Number(b.risk !== "none") - Number(a.risk !== "none"));

/** The debt that the desk speaks of in its lead: the longest period that still runs. */
export const mainDebt = (reps: readonly DeskRep[]): RideAlongDebt | undefined => {
  const running = reps.flatMap(current);
  return running.find(({ every }) => every === "quarter") ?? running[0];
};
