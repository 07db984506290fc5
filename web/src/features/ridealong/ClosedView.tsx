// A ride-along that is over: what was said and agreed, on one page; or why it did not take place.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Badge, DateTime, Page, Section } from "@/ui";
import { SaidComments } from "./Comments";
import { Countdown } from "./Countdown";
import { DebriefAside } from "./DebriefAside";
import { HeldCard } from "./HeldCard";
import { NextSessionPart } from "./NextSessionPart";
import { NextStep } from "./NextStep";
import { FormatName, PhaseBadge } from "./PhaseBadge";
import { first_name, useRideAlong } from "./use_ride_along";

export function ClosedView() {
  const { t } = useLingui();
  const { ride_along, other } = useRideAlong();
  const { call, state, debrief } = ride_along;
  const took_place = state === "done" || ride_along.held || debrief.started_at !== undefined;
  const [rep, manager] = [first_name(ride_along.rep), first_name(ride_along.manager)];
  return (
    <Page title={t`${call.account} with ${other.name}`} breadcrumb={[{ label: t`Ride-alongs`, href: "/ride-alongs" }]} lead={<Outcome />} width="wide">
      {took_place ? (
        <div className="grid gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div>
            <Section title={<Trans>Next step</Trans>}>
              <NextStep />
            </Section>
            <Section title={t`How ${rep} saw it`}>{debrief.self_assessment ? <p className="said max-w-2xl whitespace-pre-wrap">{debrief.self_assessment}</p> : <Nothing />}</Section>
            <Section title={t`What ${manager} said`}>{debrief.comments.length > 0 ? <SaidComments /> : <Nothing />}</Section>
            <Section title={<Trans>Next session</Trans>}>{debrief.next_session_at ? <NextSessionPart /> : <Nothing />}</Section>
            <HeldCard />
          </div>
          <DebriefAside />
        </div>
      ) : (
        <p className="max-w-prose text-soft">
          {state === "lost" ? <Trans>The customer called the call off. It is owed again, and the desk looks for another.</Trans> : state === "cancelled" ? <Trans>It went from both calendars, and is owed again.</Trans> : <Trans>It never began, or nobody but the manager says that it took place. It is owed again.</Trans>}
        </p>
      )}
    </Page>
  );
}

const Nothing = () => (
  <p className="text-soft">
    <Trans>Nothing was written.</Trans>
  </p>
);

function Outcome() {
  const { ride_along } = useRideAlong();
  const { call, state, format, moved_times, last_reason, debrief } = ride_along;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <DateTime at={call.starts_at} zone={ride_along.time_zone} />
      <FormatName format={format} />
      <PhaseBadge state={state} />
      {moved_times > 0 && (
        <Badge tone="outline">
          <Plural value={moved_times} one="Moved once" other="Moved # times" />
        </Badge>
      )}
      {last_reason && <span className="text-sm">{last_reason}</span>}
      {state === "done" && debrief.due_at && debrief.on_time !== undefined && <Countdown due_at={debrief.due_at} skips={debrief.skips} on_time={debrief.on_time} />}
    </span>
  );
}
