// Days a person is away: conversations owed in them are excused, in a column of their own.
import type { MessageDescriptor } from "@lingui/core";
import { msg, t as now_t } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import Trash2 from "lucide-react/icons/trash-2";
import { useState } from "react";
import { api, personQuery, type PersonDetail, type TimeOff, type TimeOffReason } from "@/api";
import { useAct } from "@/shell/act";
import { has_role, useMe } from "@/shell/me";
import { Button, IconButton, LocalDate } from "@/ui";
import { AddTimeOff } from "./AddTimeOff";

const reason_name: Record<TimeOffReason, MessageDescriptor> = { pto: msg`Holiday`, sickness: msg`Sickness`, leave: msg`Leave` };

export function TimeOffList({ person }: { person: PersonDetail }) {
  const { t, i18n } = useLingui();
  const me = useMe();
  const [is_adding, set_is_adding] = useState(false);
  const may_change = me.person.id === person.id || me.person.id === person.manager?.id || has_role(me, "revops");
  const path = `/api/people/${person.id}/time-off`;
  const remove = useAct<TimeOff>({
    run: ({ id }) => api.delete(`${path}/${id}`),
    optimistic: (client, { id }) => {
      const key = personQuery(person.id).queryKey;
      const before = client.getQueryData(key);
      client.setQueryData(key, (old) => old && { ...old, time_off: old.time_off.filter((entry) => entry.id !== id) });
      return () => client.setQueryData(key, before);
    },
    says: () => now_t`Time off removed.`,
    undo: ({ from, to, reason }) => api.post(path, { from, to, reason }),
    refreshes: [["people", person.id]],
  });
  return (
    <>
      {person.time_off.length === 0 ? (
        <p className="text-sm text-faint">
          <Trans>None planned.</Trans>
        </p>
      ) : (
        <ul className="grid gap-1 text-sm">
          {person.time_off.map((entry) => (
            <li key={entry.id} className="flex items-center justify-between gap-2">
              <span>
                {entry.from === entry.to ? (
                  <LocalDate date={entry.from} />
                ) : (
                  <Trans>
                    <LocalDate date={entry.from} year={false} /> to <LocalDate date={entry.to} />
                  </Trans>
                )}{" "}
                <span className="text-faint">{i18n._(reason_name[entry.reason])}</span>
              </span>
              {may_change && <IconButton size="small" label={t`Remove this time off`} icon={<Trash2 size={15} aria-hidden />} onClick={() => remove.mutate(entry)} />}
            </li>
          ))}
        </ul>
      )}
      {may_change && (
        <Button size="small" className="mt-2.5" onClick={() => set_is_adding(true)}>
          <Trans>Add time off</Trans>
        </Button>
      )}
      {is_adding && <AddTimeOff person={person} onClose={() => set_is_adding(false)} />}
    </>
  );
}
