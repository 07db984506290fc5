// When the two speak again: the next conversation on the calendar, confirmed by one tap, or planned here where there is none.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import CalendarCheck from "lucide-react/icons/calendar-check";
import { useState } from "react";
import { api, type List, type SessionRow } from "@/api";
import { PlanConversation } from "@/features/team/PlanConversation";
import { has_role, useMe } from "@/shell/me";
import { Button, DateTime, Link } from "@/ui";
import { first_name, useRideAlong } from "./use_ride_along";
import { may, nextSession } from "./verbs";

/** Conversations of the two that are planned from now on, by time; ride-alongs are not what is asked for. */
function usePlanned() {
  const me = useMe();
  const { ride_along, other } = useRideAlong();
  const to = new Date(Date.parse(me.now) + 60 * 86_400_000).toISOString().replace(/\.\d{3}Z$/, "Z");
  const sessions = useQuery({ queryKey: ["sessions", "list", "ahead", me.now.slice(0, 10)], queryFn: ({ signal }) => api.get<List<SessionRow>>("/api/sessions", { from: me.now, to, limit: 200 }, signal) });
  const planned = (sessions.data?.items ?? [])
    .filter(({ id, kind, rep, manager, state }) => id !== ride_along.id && !kind.startsWith("ride_along") && [rep.id, manager.id].includes(other.id) && (state === "planned" || state === "confirmed"))
    .sort((a, b) => a.starts_at.localeCompare(b.starts_at));
  return { planned, is_known: sessions.isSuccess };
}

export function NextSessionPart() {
  const { t } = useLingui();
  const me = useMe();
  const { ride_along, other, is_manager, perform, is_busy } = useRideAlong();
  const [is_planning, setPlanning] = useState(false);
  const { planned, is_known } = usePlanned();
  const { next_session_at, next_session_id } = ride_along.debrief;
  const next = planned[0];
  if (next_session_at)
    return (
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <CalendarCheck size={17} aria-hidden className="text-accent" />
        <span>
          <Trans>
            Confirmed: <DateTime at={next_session_at} />
          </Trans>
        </span>
        {next_session_id && (
          <Link href={`/sessions/${next_session_id}`}>
            <Trans>Open it</Trans>
          </Link>
        )}
      </p>
    );
  const name = first_name(other);
  if (!may(ride_along, "next-session")) return <p className="text-soft">{t`You and ${name} confirm it in the debrief.`}</p>;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {next ? (
        <>
          <span>
            {next.kind_name}, <DateTime at={next.starts_at} />
          </span>
          <Button busy={is_busy} className="max-sm:min-h-11" icon={<CalendarCheck size={16} aria-hidden />} onClick={() => void perform(nextSession(next.id))}>
            <Trans>Confirm it</Trans>
          </Button>
        </>
      ) : (
        is_known && (
          <>
            <span className="text-soft">{t`Nothing is planned with ${name}.`}</span>
            {is_manager && has_role(me, "manager") && (
              <Button className="max-sm:min-h-11" onClick={() => setPlanning(true)}>
                <Trans>Plan one</Trans>
              </Button>
            )}
          </>
        )
      )}
      {is_planning && <PlanConversation reps={[ride_along.rep]} rep={ride_along.rep} onClose={() => setPlanning(false)} />}
    </div>
  );
}
