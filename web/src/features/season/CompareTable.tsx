// Two proposals side by side: what each costs, term by term, and where the one is better.
import { Trans, useLingui } from "@lingui/react/macro";
import { cx, number_text, ScrollBox } from "@/ui";
import type { Outcome, ProposalRow } from "./wire";
import { change_text } from "./words";

interface Line {
  key: string;
  label: string;
  values: [number, number];
}

/** The lines of two results: the whole first, then each term and each broken rule that either has. */
export function lines_of(one: Outcome, other: Outcome, names: { cost: string; bound: string; gap: string; circles: string; cross: string; waiting: string }): Line[] {
  const of = (list: { key: string; words: string; value: number }[], key: string) => list.find((each) => each.key === key)?.value ?? 0;
  const [terms, broken] = [
    [one, other].map(({ terms: all }) => all.map(({ term, words, cost }) => ({ key: `term ${term}`, words, value: cost }))),
    [one, other].map(({ violations }) => violations.map(({ rule, words, count }) => ({ key: `rule ${rule}`, words, value: count }))),
  ];
  const joined = ([a = [], b = []]: { key: string; words: string; value: number }[][]) =>
    [...a, ...b.filter(({ key }) => !a.some((each) => each.key === key))].map(({ key, words }): Line => ({ key, label: words, values: [of(a, key), of(b, key)] })).filter(({ values }) => values[0] !== 0 || values[1] !== 0);
  return [
    { key: "cost", label: names.cost, values: [one.cost, other.cost] },
    { key: "bound", label: names.bound, values: [one.bound, other.bound] },
    { key: "gap", label: names.gap, values: [one.gap, other.gap] },
    { key: "circles", label: names.circles, values: [one.circles, other.circles] },
    { key: "cross", label: names.cross, values: [one.cross_circles, other.cross_circles] },
    { key: "waiting", label: names.waiting, values: [one.waiting, other.waiting] },
    ...joined(terms),
    ...joined(broken),
  ];
}

export function CompareTable({ proposals: [one, other] }: { proposals: ProposalRow[] }) {
  const { t } = useLingui();
  if (!one?.result || !other?.result) return null;
  const lines = lines_of(one.result, other.result, { cost: t`Cost`, bound: t`Costs at least`, gap: t`Gap`, circles: t`Circles`, cross: t`Across roles`, waiting: t`Waiting` });
  return (
    <ScrollBox label={t`Two proposals side by side`}>
      <table className="mt-5 w-full max-w-3xl text-sm">
        <caption className="sr-only">{t`Two proposals side by side`}</caption>
        <thead>
          <tr className="border-b border-line text-xs text-faint">
            <th scope="col" className="py-2 pr-3 text-left font-medium">
              <Trans>What</Trans>
            </th>
            {[one, other].map(({ id, number }) => (
              <th key={id} scope="col" className="px-3 py-2 text-right font-medium">{t`Proposal ${number}`}</th>
            ))}
            <th scope="col" className="py-2 pl-3 text-right font-medium">
              <Trans>Difference</Trans>
            </th>
          </tr>
        </thead>
        <tbody className="tabular">
          {lines.map(({ key, label, values: [a, b] }) => (
            <tr key={key} className="border-b border-line last:border-0">
              <th scope="row" className={cx("py-2 pr-3 text-left", key === "cost" ? "font-semibold" : "font-normal")}>
                {label}
              </th>
              <td className="px-3 py-2 text-right">{number_text(a)}</td>
              <td className="px-3 py-2 text-right">{number_text(b)}</td>
              <td className={cx("py-2 pl-3 text-right", a === b ? "text-faint" : "font-medium")}>{a === b ? "–" : change_text(b - a)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
