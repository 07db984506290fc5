// Calibrations one can read at a glance: by manager, a line each, some at a time.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button, DateTime, Link, LocalDate, Section } from "@/ui";
import type { Calibration } from "./scorecard";
import { measure_name, month_text, why_text } from "./words";

const managers_shown = 6;

/** By manager, in the order of names; of each the newest first, as the server gives them. */
export function by_manager(items: Calibration[]): Calibration[][] {
  const of = new Map<string, Calibration[]>();
  for (const item of items) of.set(item.manager.id, [...(of.get(item.manager.id) ?? []), item]);
  return [...of.values()].sort((a, b) => (a[0]?.manager.name ?? "").localeCompare(b[0]?.manager.name ?? ""));
}

interface Props {
  /** Absent: what stands above it says it. */
  title?: string;
  items: Calibration[];
  /** With why each was opened; else one line each. */
  full?: boolean;
}

export function CalibrationList({ title, items, full = false }: Props) {
  const [shown, set_shown] = useState(managers_shown);
  const groups = by_manager(items);
  if (items.length === 0) return null;
  const left = groups.length - shown;
  const list = (
    <>
      <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface shadow-raised">
        {groups.slice(0, shown).map((group) => (
          <li key={group[0]?.manager.id} className="grid gap-x-5 gap-y-2 px-4 py-3.5 sm:grid-cols-[11rem_1fr] sm:px-5">
            <Who of={group} />
            <ul className="grid min-w-0 gap-2.5">
              {group.map((item) => (
                <li key={item.id}>
                  <Line item={item} full={full} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {left > 0 && (
        <div className="mt-3">
          <Button size="small" onClick={() => set_shown(shown + 4 * managers_shown)}>
            {plural(left, { one: "Show # more manager", other: "Show # more managers" })}
          </Button>
        </div>
      )}
    </>
  );
  if (title === undefined) return list;
  return (
    <Section title={title} aside={<span className="tabular">{items.length}</span>}>
      {list}
    </Section>
  );
}

function Who({ of }: { of: Calibration[] }) {
  const { t } = useLingui();
  const [first] = of;
  if (!first) return null;
  return (
    <div className="min-w-0">
      <h3 className="font-semibold [overflow-wrap:anywhere]">{first.manager.name}</h3>
      <p className="text-xs text-faint">{first.leader ? t`with ${first.leader.name}` : <Trans>nobody leads this manager</Trans>}</p>
    </div>
  );
}

function Line({ item, full }: { item: Calibration; full: boolean }) {
  const { t } = useLingui();
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <Link href={`/calibrations/${item.id}`} aria-label={t`${item.manager.name}: ${measure_name(item.measure)}, ${month_text(item.month)}`} className="font-medium">
          {measure_name(item.measure)}
        </Link>
        <span className="text-xs text-faint">
          {month_text(item.month)}
          {" · "}
          <When item={item} />
        </span>
      </div>
      {full && <p className="max-w-prose text-sm text-soft">{why_text(item)}</p>}
    </>
  );
}

function When({ item }: { item: Calibration }) {
  if (item.state === "closed" && item.closed_at)
    return (
      <Trans>
        closed <DateTime at={item.closed_at} show="day" />
      </Trans>
    );
  if (item.review_on)
    return (
      <Trans>
        look again on <LocalDate date={item.review_on} />
      </Trans>
    );
  return (
    <Trans>
      opened <DateTime at={item.opened_at} show="day" />
    </Trans>
  );
}
