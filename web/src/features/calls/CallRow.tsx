// One call: when, who, what it is about and why, and one press to say otherwise.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { t as now_t } from "@lingui/core/macro";
import { api } from "@/api";
import { useAct } from "@/shell/act";
import { Badge, Button, DateTime, PersonChip } from "@/ui";
import { cx } from "@/ui/cx";
import type { Call, Said } from "./calls";
import { reason_text } from "./reason";

export function useMatch(call: Call, done?: () => void) {
  const undo = () => api.delete<Call>(`/api/calls/${call.id}/match`);
  const match = useAct<Said & { name: string }, Call>({
    run: ({ name: _name, ...said }) => api.post<Call>(`/api/calls/${call.id}/match`, said),
    says: (_, { name, is_customer_call }) => (is_customer_call === false ? now_t`It is no customer call.` : now_t`The call is with ${name}.`),
    undo,
    refreshes: [["calls"], ["home"], ["ride-alongs"]],
    done,
  });
  const take_back = useAct<void, Call>({ run: undo, says: () => now_t`Taken back.`, refreshes: [["calls"], ["home"], ["ride-alongs"]] });
  return { match, take_back };
}

export function CallRow({ call, with_rep, onMatch }: { call: Call; with_rep: boolean; onMatch: () => void }) {
  return (
    <li className="grid grid-cols-1 gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[11rem_minmax(0,1fr)]">
      <div className="text-sm">
        <p className={cx("font-medium", call.is_cancelled && "text-faint line-through")}>
          <DateTime at={call.starts_at} />
        </p>
        {with_rep && (
          <p className="mt-1">
            <PersonChip person={call.rep} size="small" />
          </p>
        )}
      </div>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium [overflow-wrap:anywhere]">{call.title || <Trans>Without a title</Trans>}</span>
          {call.is_cancelled && (
            <Badge>
              <Trans>Cancelled</Trans>
            </Badge>
          )}
        </p>
        <Guests call={call} />
        <About call={call} />
        <Ways call={call} onMatch={onMatch} />
      </div>
    </li>
  );
}

function Guests({ call }: { call: Call }) {
  if (call.attendees.length === 0) return null;
  const shown = call.attendees.slice(0, 2);
  const more = call.attendees.length - shown.length;
  return (
    <p className="text-sm text-soft [overflow-wrap:anywhere]">
      {shown.map((one) => (one.name ? `${one.name} (${one.address})` : one.address)).join(", ")}
      {more > 0 && (
        <>
          {" "}
          <Plural value={more} one="and # more" other="and # more" />
        </>
      )}
    </p>
  );
}

function About({ call }: { call: Call }) {
  const { t } = useLingui();
  const { match } = call;
  return (
    <div className="mt-1.5 text-sm">
      {match.account && (
        <p className="[overflow-wrap:anywhere]">
          <span className="font-semibold">{match.account.name}</span>
          {match.opportunity && <> · {match.opportunity.name}</>}
          {call.stage && (
            <>
              {" "}
              <Badge tone="outline">{call.stage_order ? t`${call.stage}, stage ${call.stage_order} of ${call.stage_count ?? call.stage_order}` : call.stage}</Badge>
            </>
          )}
        </p>
      )}
      <p className="text-faint">{reason_text(match)}</p>
    </div>
  );
}

function Ways({ call, onMatch }: { call: Call; onMatch: () => void }) {
  const { t } = useLingui();
  const { match, take_back } = useMatch(call);
  const for_this = <span className="sr-only">{t`for “${call.title}”`}</span>;
  const is_said = call.match.reason === "corrected" || call.match.reason === "no_customer";
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      {call.match.accounts.slice(0, 4).map((account) => (
        <Button key={account.key} size="small" onClick={() => match.mutate({ account: account.key, name: account.name })}>
          {t`It is ${account.name}`}
          {for_this}
        </Button>
      ))}
      {call.match.account &&
        call.match.opportunities.slice(0, 3).map((opportunity) => (
          <Button key={opportunity.key} size="small" onClick={() => call.match.account && match.mutate({ account: call.match.account.key, opportunity: opportunity.key, name: call.match.account.name })}>
            {t`About ${opportunity.name}`}
            {for_this}
          </Button>
        ))}
      <Button size="small" look={call.needs_match && call.match.accounts.length === 0 ? "secondary" : "quiet"} onClick={onMatch}>
        {call.needs_match ? <Trans>Say whom it is with…</Trans> : <Trans>Correct…</Trans>}
        {for_this}
      </Button>
      {call.needs_match && (
        <Button size="small" look="quiet" onClick={() => match.mutate({ is_customer_call: false, name: "" })}>
          <Trans>No customer call</Trans>
          {for_this}
        </Button>
      )}
      {is_said && (
        <Button size="small" look="quiet" onClick={() => take_back.mutate()}>
          <Trans>Undo</Trans>
          {for_this}
        </Button>
      )}
    </div>
  );
}
