// Two proposals side by side: what each costs, term by term, and where the one is better.
import { Trans, useLingui } from "@lingui/react/macro";
import { cx, number_text, ScrollBox } from "@/ui";
import type { MixResult, ProposalRow } from "./wire";
import { change_text } from "./words";

interface Line {
  key: string;
  label: string;
  values: [number, number];
}

interface Group {
  key: "whole" | "terms" | "broken";
  lines: Line[];
}

/** The lines of two results: the whole first, then each term and each broken rule that either has. */
export function lines_of(one: MixResult, other: MixResult, names: { cost: string; bound: string; gap: string; circles: string; cross: string; waiting: string }): Group[] {
  const of = (list: { key: string; words: string; value: number }[], key: string) => list.find((each) => each.key === key)?.value ?? 0;
  const [terms, broken] = [
    [one, other].map(({ terms: all }) => all.map(({ term, words, cost }) => ({ key: `term ${term}`, words, value: cost }))),
    [one, other].map(({ violations }) => violations.map(({ rule, words, count }) => ({ key: `rule ${rule}`, words, value: count }))),
  ];
  const joined = ([a = [], b = []]: { key: string; words: string; value: number }[][]) =>
    [...a, ...b.filter(({ key }) => !a.some((each) => each.key === key))].map(({ key, words }): Line => ({ key, label: words, values: [of(a, key), of(b, key)] })).filter(({ values }) => values[0] !== 0 || values[1] !== 0);
  const whole = [
    { key: "cost", label: names.cost, values: [one.cost, other.cost] },
    { key: "bound", label: names.bound, values: [one.bound, other.bound] },
    { key: "gap", label: names.gap, values: [one.gap, other.gap] },
    { key: "circles", label: names.circles, values: [one.circles, other.circles] },
    { key: "cross", label: names.cross, values: [one.cross_circles, other.cross_circles] },
    { key: "waiting", label: names.waiting, values: [one.waiting, other.waiting] },
  ] satisfies Line[];
  const groups: Group[] = [
    { key: "whole", lines: whole },
    { key: "terms", lines: joined(terms) },
    { key: "broken", lines: joined(broken) },
  ];
  return groups.filter(({ lines }) => lines.length > 0);
}

export function CompareTable({ proposals: [one, other] }: { proposals: ProposalRow[] }) {
  const { t } = useLingui();
  if (!one?.result || !other?.result) return null;
  const groups = lines_of(one.result, other.result, { cost: t`Cost`, bound: t`Costs at least`, gap: t`Gap`, circles: t`Circles`, cross: t`Across roles`, waiting: t`Waiting` });
  const [cheaper, dearer] = one.result.cost <= other.result.cost ? [one, other] : [other, one];
  const less = number_text(Math.abs(one.result.cost - other.result.cost));
  const names = { whole: "", terms: t`What the cost is made of`, broken: t`Broken rules` };
  return (
    <div className="mt-5">
      <p className="mb-2 text-sm text-soft">
        {one.result.cost === other.result.cost ? t`Both cost the same.` : t`Proposal ${cheaper.number} costs ${less} less than proposal ${dearer.number}.`}
      </p>
      <ScrollBox label={t`Two proposals side by side`}>
        <table className="w-full max-w-3xl text-sm">
          <caption className="sr-only">{t`Two proposals side by side`}</caption>
          <thead>
            <tr className="border-b border-line text-xs text-faint">
              <th scope="col" className="py-2 pr-3 text-left font-medium">
                <Trans>What</Trans>
              </th>
              {[one, other].map(({ id, number }) => (
                <th key={id} scope="col" className="px-3 py-2 text-right font-medium whitespace-nowrap">{t`No. ${number}`}</th>
              ))}
              <th scope="col" className="py-2 pl-3 text-right font-medium whitespace-nowrap">
                <Trans>Change</Trans>
              </th>
            </tr>
          </thead>
          {groups.map(({ key: group, lines }) => (
            <tbody key={group} className="tabular">
              {names[group] && (
                <tr>
                  <th scope="rowgroup" colSpan={4} className="pt-5 pb-1.5 text-left text-xs font-medium text-faint">
                    {names[group]}
                  </th>
                </tr>
              )}
              {lines.map(({ key, label, values: [a, b] }) => (
                <tr key={key} className="border-b border-line last:border-0">
                  <th scope="row" className={cx("min-w-30 py-2 pr-3 text-left", key === "cost" ? "font-semibold" : "font-normal")}>
                    {label}
                  </th>
                  <td className="px-3 py-2 text-right whitespace-nowrap">{number_text(a)}</td>
                  <td className="px-3 py-2 text-right whitespace-nowrap">{number_text(b)}</td>
                  <td className={cx("py-2 pl-3 text-right whitespace-nowrap", a === b ? "text-faint" : "font-medium")}>{a === b ? "–" : change_text(b - a)}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </ScrollBox>
    </div>
  );
}
