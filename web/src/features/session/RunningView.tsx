// The conversation itself: stages, the one on the page with its note, the numbers beside it, and what the rep commits to.
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { EvidencePanel } from "@/features/signal/EvidencePanel";
import { Questions } from "@/features/signal/Questions";
import { Button, Card, cx, toast } from "@/ui";
import { BigTimer, StageBar } from "./BigTimer";
import { CommitmentSection } from "./CommitmentSection";
import { may } from "./conversation";
import { EndDialog } from "./EndDialog";
import { LiveHeader, useConversationTitle } from "./LiveHeader";
import { NextSession } from "./NextSession";
import { PrivateNote } from "./PrivateNote";
import { SectionTabs, type Part } from "./SectionTabs";
import { SharedNote } from "./SharedNote";
import { StageControls } from "./StageControls";
import { StageAgenda } from "./StagePanel";
import { StageRail } from "./StageRail";
import { nextStage } from "./timer";
import { useConversation } from "./use_conversation";
import { useConversationNotes } from "./use_notes";
import { useSignals } from "./use_signals";

/** The stage looked at: it follows the timer, but never away from words that are being typed. */
function useViewedStage() {
  const { conversation } = useConversation();
  const current = conversation.timer.stage ?? (nextStage(conversation.agenda) ?? conversation.agenda.at(-1))?.key;
  const [viewed, setViewed] = useState(current);
  const before = useRef(current);
  useEffect(() => {
    const followed = before.current;
    before.current = current;
    if (followed === current) return;
    const typing = document.activeElement?.id === `note-${viewed}`;
    if (viewed === followed && !typing) setViewed(current);
  }, [current, viewed]);
  return { current, viewed, setViewed };
}

export function RunningView() {
  const { t } = useLingui();
  const { conversation } = useConversation();
  const title = useConversationTitle();
  const notes = useConversationNotes();
  const { current, viewed, setViewed } = useViewedStage();
  const [part, setPart] = useState<Part>("agenda");
  const [is_ending, setEnding] = useState(false);
  const current_stage = conversation.agenda.find(({ key }) => key === conversation.timer.stage);
  const stage = conversation.agenda.find(({ key }) => key === viewed) ?? conversation.agenda.find(({ key }) => key === current);
  const signals = useSignals();
  const only_in = (...parts: Part[]) => cx(!parts.includes(part) && "max-lg:hidden");

  const insert = (text: string) => {
    const note = stage && notes?.of(stage.key);
    if (!note || !stage) return;
    const known = note.text();
    note.edit(known === "" ? text : `${known.replace(/\n$/, "")}\n${text}`);
    setPart("notes");
    toast(t`Put into the notes on ${stage.name}.`, { undo: () => note.text().endsWith(text) && note.edit(known) });
  };

  return (
    <div className="page-grid mx-auto w-full max-w-[88rem] px-4 pb-36 pt-3 sm:px-8 lg:pb-12 lg:pt-8">
      {current_stage && (
        <div className="sticky top-0 z-20 -mx-4 border-b border-line bg-page px-4 pt-2 sm:-mx-8 sm:px-8 lg:hidden">
          <div className="flex items-center justify-between gap-3 pb-2">
            <span className="truncate font-medium">{current_stage.name}</span>
            <BigTimer stage={current_stage} size="small" />
          </div>
          <StageBar stage={current_stage} />
        </div>
      )}
      {part !== "agenda" && <h1 className="sr-only lg:hidden">{title}</h1>}
      <div className={cx("max-lg:pt-4", only_in("agenda"))}>
        <LiveHeader
          actions={
            may(conversation, "end") && (
              <Button onClick={() => setEnding(true)}>
                <Trans>End</Trans>
              </Button>
            )
          }
        />
      </div>
      <div className="gap-x-10 gap-y-8 max-lg:flex max-lg:flex-col max-lg:pt-4 lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)_20.5rem] lg:border-t lg:border-line lg:pt-6">
        <div className="grid gap-7 max-lg:contents lg:sticky lg:top-6 lg:self-start">
          <div className={cx("max-lg:order-2", only_in("agenda"))}>
            <StageRail viewed={stage?.key} onView={setViewed} />
          </div>
          <div className={cx("max-lg:order-2", only_in("notes"))}>
            <PrivateNote />
          </div>
        </div>
        <div className="grid content-start gap-8 max-lg:contents">
          <div className="grid gap-5 max-lg:contents">
            {stage && (
              <div className={only_in("agenda")}>
                <StageAgenda stage={stage} />
              </div>
            )}
            <StageControls current={current_stage} onEnd={() => setEnding(true)} />
          </div>
          {stage && (
            <div className={only_in("notes")}>
              <SharedNote stage={stage.key} stage_name={stage.name} />
            </div>
          )}
          <div className={cx("grid gap-6 lg:border-t lg:border-line lg:pt-7", only_in("commitment"))}>
            <CommitmentSection />
            <NextSession look="secondary" />
          </div>
        </div>
        <aside aria-label={t`Beside the conversation`} className={only_in("evidence")}>
          <Card className="grid gap-6">
            <h2 className="sr-only">{t`Evidence`}</h2>
            {signals ? (
              <>
                <Questions questions={signals.questions} onInsert={insert} />
                <EvidencePanel signals={signals} />
              </>
            ) : (
              <p className="text-sm text-soft">
                <Trans>No numbers are here for this rep yet. They come with the first import of opportunities.</Trans>
              </p>
            )}
          </Card>
        </aside>
      </div>
      <EndDialog open={is_ending} onOpenChange={setEnding} />
      <SectionTabs part={part} onPart={setPart} />
    </div>
  );
}
