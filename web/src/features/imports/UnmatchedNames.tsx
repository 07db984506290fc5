// Owners in imported files whom the roster does not know. One press says who it is.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { t as now_t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, type PersonRef, type UnmatchedName, unmatchedQuery } from "@/api";
import { PersonPicker } from "@/features/people/PersonPicker";
import { useAct } from "@/shell/act";
import { has_role, useMe } from "@/shell/me";
import { Button, EmptyState, ErrorState, Loading } from "@/ui";

interface Match {
  name: UnmatchedName;
  person: PersonRef;
}

export function UnmatchedNames() {
  const unmatched = useQuery(unmatchedQuery);
  const match = useAct<Match>({
    run: ({ name, person }) => api.post("/api/unmatched/match", { system: name.system, value: name.value, person_id: person.id }),
    optimistic: (client, { name }) => {
      const before = client.getQueryData(unmatchedQuery.queryKey);
      client.setQueryData(unmatchedQuery.queryKey, (old) => old && { ...old, items: old.items.filter((item) => item.value !== name.value || item.system !== name.system) });
      return () => client.setQueryData(unmatchedQuery.queryKey, before);
    },
    says: (_, { name, person }) => now_t`“${name.value}” is ${person.name}.`,
    refreshes: [["unmatched"], ["imports"], ["home"]],
  });
  if (unmatched.isPending) return <Loading lines={2} />;
  if (unmatched.isError) return <ErrorState error={unmatched.error} retry={() => void unmatched.refetch()} />;
  if (unmatched.data.items.length === 0) return <EmptyState title={<Trans>Every name is known.</Trans>} />;
  return (
    <ul className="divide-y divide-line rounded-xl border border-line bg-surface shadow-raised">
      {unmatched.data.items.map((name) => (
        <NameRow key={`${name.system}-${name.source}-${name.value}`} name={name} onMatch={(person) => match.mutate({ name, person })} />
      ))}
    </ul>
  );
}

function NameRow({ name, onMatch }: { name: UnmatchedName; onMatch: (person: PersonRef) => void }) {
  const { t } = useLingui();
  const may_match = has_role(useMe(), "revops", "admin");
  const [is_picking, set_is_picking] = useState(false);
  return (
    <li className="grid grid-cols-1 gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[16rem_minmax(0,1fr)]">
      <div>
        <p className="font-medium [overflow-wrap:anywhere]">{name.value}</p>
        <p className="text-sm text-faint">
          {name.source} · <Plural value={name.rows} one="# row" other="# rows" />
        </p>
      </div>
      {may_match && (
        <div className="flex flex-wrap items-center gap-2">
          {name.suggestions.map((suggestion) => (
            <Button key={suggestion.person.id} size="small" onClick={() => onMatch(suggestion.person)}>
              {t`It is ${suggestion.person.name}`}
              <span className="font-normal text-faint max-sm:hidden">{suggestion.reason}</span>
              <span className="sr-only">{t`for “${name.value}”`}</span>
            </Button>
          ))}
          {is_picking ? (
            <PersonPicker label={t`Who is “${name.value}”?`} onPick={onMatch} className="w-full sm:w-64" />
          ) : (
            <Button size="small" look="quiet" onClick={() => set_is_picking(true)}>
              <Trans>Somebody else…</Trans>
              <span className="sr-only">{t`for “${name.value}”`}</span>
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
