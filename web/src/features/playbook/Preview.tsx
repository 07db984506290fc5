// Before it holds: what differs, who is owed something else, and the hours it asks of each manager against the hours there are.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { PlaybookPreview } from "@/api";
import { cx, EmptyState, PersonChip, Section } from "@/ui";
import { ManagerHours } from "./ManagerHours";

/** People that are listed before the rest is folded away. */
const shown_first = 6;

export function Preview({ preview, is_current }: { preview: PlaybookPreview; is_current: boolean }) {
  const { t } = useLingui();
  return (
    <div className={cx(!is_current && "opacity-60")} aria-live="polite">
      {preview.statement && <p className="said mb-6 rounded-xl bg-warn-soft px-4 py-3 text-warn">{preview.statement}</p>}
      <Section title={t`What differs`}>
        {preview.differences.length === 0 ? (
          <EmptyState title={<Trans>No rule differs.</Trans>} />
        ) : (
          <ul className="grid gap-2.5 text-sm">
            {preview.differences.map((difference) => (
              <li key={difference.path} className="border-l-2 border-accent pl-3">
                <p>{difference.summary}</p>
                <p className="font-mono text-xs text-faint">
                  {difference.path}: {difference.before !== undefined && difference.before !== null && <del>{difference.before}</del>} {difference.after !== undefined && difference.after !== null && <ins className="text-ink no-underline">{difference.after}</ins>}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t`Hours a week, by manager`}>
        <ul className="grid gap-4">
          {preview.managers.map((row) => (
            <ManagerHours key={row.manager.id} row={row} />
          ))}
        </ul>
      </Section>
      <Section title={t`Whom it changes`} aside={<Plural value={preview.people_affected_total} one="# person" other="# people" />}>
        {preview.people_affected.length === 0 ? (
          <p className="text-sm text-faint">
            <Trans>Nobody is owed anything else than before.</Trans>
          </p>
        ) : (
          <>
            <Changes changes={preview.people_affected.slice(0, shown_first)} />
            {preview.people_affected.length > shown_first && (
              <details className="mt-2">
                <summary className="inline-flex min-h-6 cursor-pointer items-center text-sm text-soft hover:text-ink">
                  <Trans>Show the others</Trans>
                </summary>
                <Changes changes={preview.people_affected.slice(shown_first)} />
              </details>
            )}
          </>
        )}
      </Section>
    </div>
  );
}

function Changes({ changes }: { changes: PlaybookPreview["people_affected"] }) {
  const { t } = useLingui();
  return (
    <ul className="divide-y divide-line text-sm">
      {changes.map((change) => (
        <li key={change.person.id} className="flex flex-wrap items-center justify-between gap-x-4 py-1.5">
          <PersonChip person={change.person} size="small" />
          <span className="tabular text-soft">
            {t`${change.before} → ${change.after}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
