// The hour itself, on one page: agenda, the stage that runs, who has the floor, the chat. On a phone four tabs within reach of a thumb.
import { useLingui } from "@lingui/react/macro";
import { useRef, useState } from "react";
import { Card, cx } from "@/ui";
import { AgendaRail } from "./AgendaRail";
import { CommitmentList } from "./Commit";
import { Controls, HandOver, Leave } from "./Controls";
import { current_stage } from "./clock";
import { Floor } from "./Floor";
import { MeetingHeader, useMeetingTitle } from "./MeetingHeader";
import { PartTabs, type Part } from "./PartTabs";
import { Chat } from "./Said";
import { kind_of, StagePanel } from "./StagePanel";
import { StageBar, StageTime } from "./StageTime";
import { useMeeting } from "./use_meeting";

export function RunningView() {
  const { t } = useLingui();
  const { meeting } = useMeeting();
  const title = useMeetingTitle();
  const [part, set_part] = useState<Part>("now");
  const top = useRef<HTMLDivElement>(null);
  const stage = current_stage(meeting) ?? meeting.agenda[0];
  const only_in = (...parts: Part[]) => cx(!parts.includes(part) && "max-lg:hidden");
  const to_stage = () => {
    set_part("now");
    top.current?.scrollIntoView({ block: "nearest" });
  };
  return (
    <div ref={top} className="page-grid mx-auto w-full max-w-[88rem] px-4 pb-36 pt-3 sm:px-8 lg:pb-12 lg:pt-8">
      {stage && (
        <div className="sticky top-0 z-20 -mx-4 border-b border-line bg-page px-4 pt-2 sm:-mx-8 sm:px-8 lg:hidden">
          <div className="flex items-center justify-between gap-3 pb-2">
            <span className="min-w-0 truncate font-medium">
              {stage.name}
              {stage.presenter && <span className="text-soft">: {stage.presenter.name}</span>}
            </span>
            <StageTime stage={stage} size="small" />
          </div>
          <StageBar stage={stage} />
        </div>
      )}
      {part !== "now" && <h1 className="sr-only lg:hidden">{title}</h1>}
      <MeetingHeader
        className={cx("max-lg:pt-4", only_in("now"))}
        actions={
          <>
            <Leave />
            <HandOver />
          </>
        }
      />
      <div className="gap-x-10 gap-y-8 max-lg:flex max-lg:flex-col max-lg:pt-4 mt-5 lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)_20.5rem] lg:border-t lg:border-line lg:pt-6">
        <div className="grid gap-6 max-lg:contents lg:sticky lg:top-6 lg:self-start">
          <div className={cx("max-lg:order-2", only_in("agenda"))}>
            <AgendaRail />
          </div>
          <Controls onStage={to_stage} />
        </div>
        <div className="grid content-start gap-7 max-lg:contents">
          {stage && (
            <div className={only_in("now")}>
              <StagePanel stage={stage} />
            </div>
          )}
          {stage && kind_of(stage) !== "commitments" && meeting.commitments.length > 0 && (
            <section aria-label={t`Commitments so far`} className={cx("lg:border-t lg:border-line lg:pt-6", only_in("agenda"))}>
              <CommitmentList />
            </section>
          )}
        </div>
        <aside aria-label={t`The circle`} className="grid content-start gap-5 max-lg:contents">
          <div className={only_in("floor")}>
            <Card>
              <h2 className="mb-2 text-sm font-semibold">{t`The floor`}</h2>
              <Floor />
            </Card>
          </div>
          <div className={only_in("chat")}>
            <Card>
              <Chat />
            </Card>
          </div>
        </aside>
      </div>
      <PartTabs part={part} onPart={set_part} unread={meeting.messages.length} />
    </div>
  );
}
