// The debrief, for two people at once: four timed stages, the rep first. Before it begins the rep can already write how they saw it.
import { Trans, useLingui } from "@lingui/react/macro";
import ArrowRight from "lucide-react/icons/arrow-right";
import Check from "lucide-react/icons/check";
import Play from "lucide-react/icons/play";
import type { ReactNode } from "react";
import { serverNow } from "@/live/server_clock";
import { useSingleKeys } from "@/live/use_single_keys";
import { Button, cx, Page } from "@/ui";
import { currentStage, nextStage, stage_name, stateOf } from "./clock";
import { Comments } from "./Comments";
import { Countdown } from "./Countdown";
import { DebriefAside } from "./DebriefAside";
import { HeldCard } from "./HeldCard";
import { NextSessionPart } from "./NextSessionPart";
import { NextStep } from "./NextStep";
import { Presence } from "./Presence";
import { SelfAssessment } from "./SelfAssessment";
import { StageRail, StageTime } from "./StageRail";
import { useRideAlong } from "./use_ride_along";
import { endDebrief, enterStage, may, startDebrief } from "./verbs";
import type { DebriefStage } from "./wire";

export function DebriefView() {
  const { t } = useLingui();
  const { ride_along, other } = useRideAlong();
  const { debrief, call } = ride_along;
  const parts: Record<string, ReactNode> = { self_assessment: <SelfAssessment />, comments: <Comments />, next_step: <NextStep />, confirm: <NextSessionPart /> };
  return (
    <Page
      title={t`Debrief: ${call.account} with ${other.name}`}
      breadcrumb={[{ label: t`Ride-alongs`, href: "/ride-alongs" }]}
      width="wide"
      lead={
        <span className="grid gap-1.5">
          {debrief.due_at && <Countdown due_at={debrief.due_at} skips={debrief.skips} on_time={debrief.started_at ? debrief.on_time : undefined} />}
          <Presence />
        </span>
      }
    >
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[14.5rem_minmax(0,1fr)_20.5rem]">
        <div className="grid content-start gap-5 lg:sticky lg:top-6 lg:self-start">
          <StageRail debrief={debrief} />
          <Controls />
        </div>
        <div className="grid min-w-0 content-start gap-8">
          <HeldCard />
          {debrief.stages.map((stage) => (
            <StagePart key={stage.key} stage={stage}>
              {parts[stage.key]}
            </StagePart>
          ))}
        </div>
        <DebriefAside />
      </div>
    </Page>
  );
}

function StagePart({ stage, children }: { stage: DebriefStage; children: ReactNode }) {
  const { t } = useLingui();
  const is_current = stateOf(stage) === "running";
  const name = stage_name(stage);
  return (
    <section aria-label={name} className={cx("min-w-0 border-l-2 pl-4", is_current ? "border-accent" : "border-line")}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className={cx("title text-xl", !is_current && stateOf(stage) === "waiting" && "text-soft")}>{name}</h2>
        {is_current && <StageTime stage={stage} />}
      </div>
      {is_current && stage.prompts.length > 0 && (
        <ul aria-label={t`Prompts`} className="mb-4 mt-1.5 grid max-w-2xl gap-1">
          {stage.prompts.map((prompt) => (
            <li key={prompt} className="text-soft">
              {prompt}
            </li>
          ))}
        </ul>
      )}
      <div className="mt-2 min-w-0">{children}</div>
    </section>
  );
}

/** Begin, next, end: the manager's, by button and by key; at the foot of a phone's screen. */
function Controls() {
  const { t } = useLingui();
  const { ride_along, perform, is_busy } = useRideAlong();
  const { debrief } = ride_along;
  const next = nextStage(debrief);
  const can_go_on = may(ride_along, "stage") && next !== undefined;
  const waits_for_rep = currentStage(debrief)?.key === "self_assessment" && debrief.self_assessment === "";
  const goOn = () => next && void perform(enterStage(next.key, serverNow()));
  useSingleKeys({ n: can_go_on && !waits_for_rep ? goOn : undefined });
  const can_begin = may(ride_along, "debrief");
  const can_end = may(ride_along, "end-debrief");
  if (!can_begin && !can_go_on && !can_end) return null;
  const wide = "w-full max-lg:min-h-11";
  return (
    <div data-own-bottom-bar className="no-print grid gap-2 max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-30 max-lg:border-t max-lg:border-line max-lg:bg-surface max-lg:px-4 max-lg:pb-[calc(0.5rem+env(safe-area-inset-bottom))] max-lg:pt-2">
      {can_begin && (
        <Button look="primary" className={wide} busy={is_busy} icon={<Play size={16} aria-hidden />} onClick={() => void perform(startDebrief)}>
          <Trans>Begin the debrief</Trans>
        </Button>
      )}
      {can_go_on && (
        <Button look={can_end ? "secondary" : "primary"} className={wide} disabled={waits_for_rep} icon={<ArrowRight size={16} aria-hidden />} onClick={goOn} aria-keyshortcuts="n">
          {t`Next: ${stage_name(next)}`}
        </Button>
      )}
      {waits_for_rep && can_go_on && (
        <p className="text-sm text-faint">
          <Trans>First the rep says how they saw it.</Trans>
        </p>
      )}
      {can_end && (
        <Button look={can_go_on ? "secondary" : "primary"} className={wide} busy={is_busy} icon={<Check size={16} aria-hidden />} onClick={() => void perform(endDebrief)}>
          <Trans>End the debrief</Trans>
        </Button>
      )}
    </div>
  );
}
