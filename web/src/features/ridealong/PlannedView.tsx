// Before the call: when, in which format, the pre-brief, and whether the rep consents to a takeover.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import Play from "lucide-react/icons/play";
import { useState } from "react";
import { ReasonDialog } from "@/features/session/ReasonDialog";
import { Badge, Button, Card, DateTime, Page } from "@/ui";
import { ConsentCard } from "./ConsentCard";
import { FormatCard } from "./FormatCard";
import { PhaseBadge } from "./PhaseBadge";
import { PreBriefForm } from "./PreBriefForm";
import { Presence } from "./Presence";
import { useRideAlong } from "./use_ride_along";
import { cancel, may, start } from "./verbs";

export function PlannedView() {
  const { t } = useLingui();
  const { ride_along, other } = useRideAlong();
  const { call } = ride_along;
  return (
    <Page title={t`${call.account} with ${other.name}`} breadcrumb={[{ label: t`Ride-alongs`, href: "/ride-alongs" }]} lead={<When />} actions={<Actions />} width="wide">
      <div className="grid gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <PreBriefForm />
        <aside aria-label={t`Around the call`} className="grid content-start gap-5">
          <FormatCard />
          {ride_along.format !== "reverse" && <ConsentCard />}
          <Slots />
          <Prompts />
        </aside>
      </div>
    </Page>
  );
}

function When() {
  const { ride_along } = useRideAlong();
  const { call, moved_times, last_reason } = ride_along;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <span className="text-lg text-ink">
        <DateTime at={call.starts_at} zone={ride_along.time_zone} />
      </span>
      <PhaseBadge state={ride_along.state} />
      {moved_times > 0 && (
        <Badge tone="outline">
          <Plural value={moved_times} one="Moved once" other="Moved # times" />
        </Badge>
      )}
      {last_reason && <span className="text-sm">{last_reason}</span>}
      <Presence />
    </span>
  );
}

/** What the two talk about in the pre-brief, as the playbook has it. */
function Prompts() {
  const { t } = useLingui();
  const { prompts } = useRideAlong().ride_along.pre_brief;
  if (prompts.length === 0) return null;
  return (
    <Card>
      <h2 className="text-sm font-semibold">
        <Trans>In the pre-brief</Trans>
      </h2>
      <ul aria-label={t`Prompts`} className="mt-2 grid gap-2 text-sm text-soft">
        {prompts.map((prompt) => (
          <li key={prompt}>{prompt}</li>
        ))}
      </ul>
    </Card>
  );
}

function Slots() {
  const { ride_along } = useRideAlong();
  const { call, pre_brief_slot, debrief_slot } = ride_along;
  return (
    <Card>
      <h2 className="text-sm font-semibold">
        <Trans>On both calendars</Trans>
      </h2>
      <dl className="mt-2 grid grid-cols-[6.5rem_minmax(0,1fr)] gap-y-1 text-sm">
        {pre_brief_slot && (
          <>
            <dt className="text-faint">
              <Trans>Pre-brief</Trans>
            </dt>
            <dd>
              <DateTime at={pre_brief_slot.starts_at} />
            </dd>
          </>
        )}
        <dt className="text-faint">
          <Trans>Call</Trans>
        </dt>
        <dd>
          <DateTime at={call.starts_at} />
        </dd>
        {debrief_slot && (
          <>
            <dt className="text-faint">
              <Trans>Debrief</Trans>
            </dt>
            <dd>
              <DateTime at={debrief_slot.starts_at} />
            </dd>
          </>
        )}
      </dl>
      {call.title && <p className="mt-3 border-t border-line pt-3 text-sm text-soft">{[call.title, call.opportunity, call.stage].filter(Boolean).join(" · ")}</p>}
    </Card>
  );
}

function Actions() {
  const { t } = useLingui();
  const { ride_along, perform, is_busy } = useRideAlong();
  const [is_cancelling, setCancelling] = useState(false);
  return (
    <>
      {may(ride_along, "cancel") && (
        <Button onClick={() => setCancelling(true)}>
          <Trans>Cancel it</Trans>
        </Button>
      )}
      {may(ride_along, "start") && (
        <Button look="primary" busy={is_busy} icon={<Play size={16} aria-hidden />} onClick={() => void perform(start)}>
          {ride_along.format === "reverse" ? <Trans>Start the session</Trans> : <Trans>The call begins</Trans>}
        </Button>
      )}
      <ReasonDialog
        open={is_cancelling}
        onOpenChange={setCancelling}
        title={t`Cancel the ride-along`}
        description={t`It goes from both calendars, and is owed again.`}
        verb={t`Cancel it`}
        look="danger"
        onReason={(reason) => perform({ ...cancel(reason), says: t`Cancelled. Both calendars have been told.` })}
      />
    </>
  );
}
