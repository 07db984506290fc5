// When the two speak again: the next conversation on the calendar, confirmed by one tap, or planned here where there is none.
import { Trans, useLingui } from "@lingui/react/macro";
import CalendarCheck from "lucide-react/icons/calendar-check";
import { useState } from "react";
import { PlanConversation } from "@/features/team/PlanConversation";
import { has_role, useMe } from "@/shell/me";
import { Button, DateTime, Link } from "@/ui";
import { first_name, useRideAlong } from "./use_ride_along";
import { usePlanned } from "./use_planned";
import { may, nextSession } from "./verbs";

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
