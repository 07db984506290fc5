// Between two mixes somebody joins, leaves, or an hour is lost: the smallest lawful change, with what it touches, done in one act.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import ArrowRight from "lucide-react/icons/arrow-right";
import { api, type PersonRef } from "@/api";
import { idempotencyKey } from "@/live/keys";
import { useAct } from "@/shell/act";
import { Button, Section } from "@/ui";
import { seasonKey, told_of_in } from "./queries";
import type { Repair, Season } from "./wire";
import { change_text } from "./words";

const names_of = (people: readonly PersonRef[]) => new Intl.ListFormat(undefined, { type: "conjunction" }).format(people.map(({ name }) => name));

export function Repairs({ season }: { season: Season }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const mend = useAct<Repair, Season>({
    run: ({ key, fingerprint }) => api.post<Season>(`/api/circle-seasons/${season.season.id}/repairs`, { key, fingerprint }, { idempotencyKey: idempotencyKey() }),
    says: () => t`Done. Those it concerns see it on their page and their calendar.`,
    refreshes: told_of_in,
    done: (next) => client.setQueryData(seasonKey(next.season.id), next),
  });
  if (season.repairs.length === 0) return null;
  return (
    <Section title={<Trans>To be mended</Trans>} lead={t`What happened since the mix, and the smallest change that puts it right. Nothing is changed until you say so.`}>
      <ul aria-label={t`To be mended`} className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
        {season.repairs.map((repair) => (
          <li key={repair.key} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3">
            <div className="min-w-0 flex-1 basis-64 text-sm">
              <p className="font-medium">{repair.why}</p>
              <ul className="mt-1 grid gap-1 text-soft">
                {repair.changes.map((change, index) => (
                  <li key={change.circle?.id ?? index}>
                    <Change {...change} />
                  </li>
                ))}
                {repair.moves_hour && (
                  <li>
                    <Trans>It meets at another hour then.</Trans>
                  </li>
                )}
                {repair.waits.length > 0 && <li className="text-warn">{t`${names_of(repair.waits)} would wait for the next mix.`}</li>}
              </ul>
              {repair.cost_change !== 0 && <p className="tabular mt-1 text-xs text-faint">{t`Cost ${change_text(repair.cost_change)}`}</p>}
            </div>
            {(repair.changes.length > 0 || repair.waits.length > 0) && (
              <Button busy={mend.isPending && mend.variables?.key === repair.key} onClick={() => mend.mutate(repair)}>
                <Trans>Do it</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {season.repairs_left_out > 0 && <p className="mt-2 text-sm text-faint">{t`and ${season.repairs_left_out} more once these are done`}</p>}
    </Section>
  );
}

/** Who comes to a circle and who goes, by name. */
function Change({ circle, before, after }: Repair["changes"][number]) {
  const { t } = useLingui();
  const name = circle?.name ?? t`A new circle`;
  if (after.length === 0) return t`${name} ends`;
  const came = after.filter(({ id }) => !before.some((person) => person.id === id));
  const went = before.filter(({ id }) => !after.some((person) => person.id === id));
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      <span className="font-medium text-ink">{name}</span>
      <ArrowRight size={13} aria-hidden className="text-faint" />
      {went.length > 0 && <span>{t`without ${names_of(went)}`}</span>}
      {came.length > 0 && <span>{t`with ${names_of(came)}`}</span>}
    </span>
  );
}
