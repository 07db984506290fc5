// One call: when, who, what it is about and why, and one press to say otherwise.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { t as now_t } from "@lingui/core/macro";
import { api } from "@/api";
import { useAct } from "@/shell/act";
import { Badge, Button, DateTime, PersonChip } from "@/ui";
import { cx } from "@/ui/cx";
import type { Call, Said } from "./calls";
import { reason_text } from "./reason";
import { SameCall } from "./SameCall";

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
    <li className="grid grid-cols-1 gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[11rem_minmax(0,1fr)_auto]">
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
        <SameCall call={call} />
        <Ways call={call} onMatch={onMatch} />
      </div>
      {!call.needs_match && !call.is_cancelled && <Corrections call={call} onMatch={onMatch} />}
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

/** One press for each account or opportunity it could be. */
function Ways({ call, onMatch }: { call: Call; onMatch: () => void }) {
  const { t } = useLingui();
  const { match } = useMatch(call);
  const { account, accounts, opportunities } = call.match;
  if (call.is_cancelled || (!call.needs_match && opportunities.length === 0)) return null;
  const for_this = <span className="sr-only">{t`for “${call.title}”`}</span>;
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      {accounts.slice(0, 4).map((one) => (
        <Button key={one.key} size="small" onClick={() => match.mutate({ account: one.key, name: one.name })}>
          {t`It is ${one.name}`}
          {for_this}
        </Button>
      ))}
      {account &&
        opportunities.slice(0, 3).map((one) => (
          <Button key={one.key} size="small" onClick={() => match.mutate({ account: account.key, opportunity: one.key, name: account.name })}>
            {t`About ${one.name}`}
            {for_this}
          </Button>
        ))}
      {call.needs_match && (
        <>
          <Button size="small" look={accounts.length === 0 ? "secondary" : "quiet"} onClick={onMatch}>
            <Trans>Say whom it is with…</Trans>
            {for_this}
          </Button>
          <Button size="small" look="quiet" onClick={() => match.mutate({ is_customer_call: false, name: "" })}>
            <Trans>No customer call</Trans>
            {for_this}
          </Button>
        </>
      )}
    </div>
  );
}

function Corrections({ call, onMatch }: { call: Call; onMatch: () => void }) {
  const { t } = useLingui();
  const { take_back } = useMatch(call);
  const for_this = <span className="sr-only">{t`for “${call.title}”`}</span>;
  return (
    <div className="flex flex-wrap items-start gap-2 max-md:-ml-2.5">
      {(call.match.reason === "corrected" || call.match.reason === "no_customer") && (
        <Button size="small" look="quiet" onClick={() => take_back.mutate()}>
          <Trans>Undo</Trans>
          {for_this}
        </Button>
      )}
      <Button size="small" look="quiet" onClick={onMatch}>
        <Trans>Correct…</Trans>
        {for_this}
      </Button>
    </div>
  );
}
