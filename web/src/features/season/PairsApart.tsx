// Pairs that are never put together. No reason is asked or kept.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import X from "lucide-react/icons/x";
import { useState } from "react";
import { api, type PersonRef } from "@/api";
import { PersonPicker } from "@/features/people/PersonPicker";
import { useAct } from "@/shell/act";
import { Button, IconButton, Section } from "@/ui";
import { pairsApartQuery } from "./queries";
import type { PairApart } from "./wire";

const refreshes = [["circle-pairs-apart"], ["circle-seasons"]];
const add_pair = ({ one, other }: PairApart) => api.post("/api/circle-pairs-apart", { one: one.id, other: other.id });
const remove_pair = ({ one, other }: PairApart) => api.delete(`/api/circle-pairs-apart/${one.id}/${other.id}`);

export function PairsApart() {
  const { t } = useLingui();
  const pairs = useQuery(pairsApartQuery);
  const [one, set_one] = useState<PersonRef>();
  const add = useAct<PairApart, unknown>({ run: add_pair, says: (_, { one: a, other: b }) => t`${a.name} and ${b.name} are kept apart.`, undo: remove_pair, refreshes, done: () => set_one(undefined) });
  const remove = useAct<PairApart, unknown>({ run: remove_pair, says: (_, { one: a, other: b }) => t`${a.name} and ${b.name} may be in one circle again.`, undo: add_pair, refreshes });
  return (
    <Section title={<Trans>Kept apart</Trans>} lead={t`Two people who are never put into one circle. No reason is asked or kept, and neither of them is told.`} className="mt-10">
      {(pairs.data?.items.length ?? 0) > 0 && (
        <ul aria-label={t`Pairs kept apart`} className="mb-4 flex flex-wrap gap-2">
          {pairs.data?.items.map((pair) => (
            <li key={`${pair.one.id}${pair.other.id}`} className="inline-flex items-center gap-0.5 rounded-full border border-line bg-surface pl-3 text-sm">
              {t`${pair.one.name} and ${pair.other.name}`}
              <IconButton size="small" label={t`No longer apart: ${pair.one.name} and ${pair.other.name}`} icon={<X size={14} aria-hidden />} onClick={() => remove.mutate(pair)} />
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-3">
        {one ? (
          <>
            <span className="text-sm">{t`${one.name} and`}</span>
            <div className="w-56 max-w-full">
              <PersonPicker key="other" label={t`The other person`} onPick={(other) => other.id !== one.id && add.mutate({ one, other })} />
            </div>
            <Button look="quiet" size="small" onClick={() => set_one(undefined)}>
              <Trans>Cancel</Trans>
            </Button>
          </>
        ) : (
          <div className="w-56 max-w-full">
            <PersonPicker key="one" label={t`Keep somebody apart`} onPick={set_one} />
          </div>
        )}
      </div>
    </Section>
  );
}
