// One call from two sources: why it is one, and one press to say that they are two; or the other way round.
import { Trans, useLingui } from "@lingui/react/macro";
import { t as now_t } from "@lingui/core/macro";
import { api } from "@/api";
import { useAct } from "@/shell/act";
import { Button, DateTime } from "@/ui";
import type { Call, OtherCallRecord } from "./calls";
import { same_text } from "./reason";

function useSame(call: Call) {
  return useAct<{ other: OtherCallRecord; same: boolean }, Call>({
    run: ({ other, same }) => api.post<Call>(`/api/calls/${call.id}/same`, { other_id: other.id, same }),
    says: (_, { same }) => (same ? now_t`It is one call.` : now_t`They are two calls.`),
    undo: ({ other }) => api.delete<Call>(`/api/calls/${call.id}/same/${other.id}`),
    refreshes: [["calls"], ["home"], ["ride-alongs"]],
  });
}

export function SameCall({ call }: { call: Call }) {
  const { t } = useLingui();
  const say = useSame(call);
  const for_this = <span className="sr-only">{t`for “${call.title}”`}</span>;
  const { same } = call;
  return (
    <>
      {same && (
        <p className="mt-1 flex flex-wrap items-center gap-x-2 text-sm text-faint">
          <span className="[overflow-wrap:anywhere]">{same_text(same)}</span>
          <Button size="small" look="quiet" className="-ml-2" onClick={() => say.mutate({ other: same, same: false })}>
            <Trans>These are two calls</Trans>
            {for_this}
          </Button>
        </p>
      )}
      {call.near.slice(0, 2).map((other) => (
        <p key={other.id} className="mt-1 flex flex-wrap items-center gap-x-2 text-sm text-faint">
          <span className="[overflow-wrap:anywhere]">
            {other.origin === "file" ? <Trans>In an imported file at that time:</Trans> : <Trans>On the calendar at that time:</Trans>} {other.title || <DateTime at={other.starts_at} />}
          </span>
          <Button size="small" look="quiet" className="-ml-2" onClick={() => say.mutate({ other, same: true })}>
            <Trans>Same call</Trans>
            {for_this}
          </Button>
        </p>
      ))}
    </>
  );
}
