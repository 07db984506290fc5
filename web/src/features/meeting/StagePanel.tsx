// The stage that runs: its time, its prompts, and what belongs to it.
import { Trans, useLingui } from "@lingui/react/macro";
import { Enps } from "@/features/pulse/Enps";
import { CheckIn } from "./CheckIn";
import { Commit } from "./Commit";
import { StageCase } from "./CaseView";
import { StageDrill } from "./Drills";
import { StageNotes } from "./Said";
import { StageBar, StageTime, WhoseMinutes } from "./StageTime";
import { useMeeting } from "./use_meeting";
import type { MeetingStage } from "./wire";
import { redirects } from "./words";

export type StageKind = "check_in" | "case" | "drill" | "commitments" | "close" | "other";
/** What a stage of the playbook is about; one of an organisation's own is talk and notes. */
export const kind_of = ({ key, case_number }: Pick<MeetingStage, "key" | "case_number">): StageKind =>
  case_number !== undefined ? "case" : key === "check_in" || key === "drill" || key === "commitments" || key === "close" ? key : "other";

export function StagePanel({ stage }: { stage: MeetingStage }) {
  const { meeting } = useMeeting();
  const kind = kind_of(stage);
  return (
    <section aria-labelledby="stage-name" className="grid gap-5">
      <div className="grid gap-2">
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2 max-lg:hidden">
          <div>
            <h2 id="stage-name" className="title text-2xl">
              {stage.name}
              {kind === "case" && stage.presenter && <span className="text-soft">: {stage.presenter.name}</span>}
            </h2>
            <WhoseMinutes stage={stage} />
          </div>
          <StageTime stage={stage} />
        </div>
        <div className="max-lg:hidden">
          <StageBar stage={stage} />
        </div>
        <div className="lg:hidden">
          <WhoseMinutes stage={stage} />
        </div>
        {stage.prompts.length > 0 && (
          <ul className="grid gap-1 text-soft">
            {stage.prompts.map((prompt) => (
              <li key={prompt}>{prompt}</li>
            ))}
          </ul>
        )}
      </div>
      {meeting.is_facilitator && kind === "case" && <Redirects />}
      {kind === "check_in" && <CheckIn />}
      {kind === "case" && <StageCase stage={stage} />}
      {kind === "drill" && <StageDrill stage={stage} />}
      {kind === "commitments" && <Commit />}
      {kind === "close" && <Enps meeting_id={meeting.id} />}
      <StageNotes key={stage.key} stage={stage} />
    </section>
  );
}

function Redirects() {
  const { i18n } = useLingui();
  return (
    <details className="rounded-lg border border-line px-3 py-2 text-sm">
      <summary className="min-h-6 cursor-pointer font-medium text-soft">
        <Trans>When talk turns general: one of these, read out loud</Trans>
      </summary>
      <ul className="mt-1.5 grid gap-1.5 pb-1">
        {redirects.map((prompt) => (
          <li key={prompt.id} className="said">
            {i18n._(prompt)}
          </li>
        ))}
      </ul>
    </details>
  );
}
