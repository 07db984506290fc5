// What moves the hour: next stage, handing over, the end. The facilitator's, within reach of a thumb; who finds no facilitator takes over in one tap.
import { Trans, useLingui } from "@lingui/react/macro";
import ArrowRight from "lucide-react/icons/arrow-right";
import ChevronDown from "lucide-react/icons/chevron-down";
import { useState } from "react";
import { useSingleKeys } from "@/live/use_single_keys";
import { useMe } from "@/shell/me";
import { Button, Dialog, DialogClose, Menu } from "@/ui";
import { current_stage, next_stage } from "./clock";
import { first_name, useMeeting } from "./use_meeting";
import { end, hand_over, leave, may, stage as enter, take_over } from "./verbs";

export function Controls({ onStage }: { onStage?: () => void }) {
  const { t } = useLingui();
  const { single_key_shortcuts } = useMe();
  const { meeting, perform } = useMeeting();
  const [is_ending, set_ending] = useState(false);
  const next = next_stage(meeting);
  const can_move = may(meeting, "stage");
  const can_end = may(meeting, "end");
  const go_on = () => {
    if (next) void perform(enter(next.key)).then(() => onStage?.());
    else set_ending(true);
  };
  useSingleKeys({ n: can_move && next ? go_on : undefined });
  const is_begun = current_stage(meeting) !== undefined;
  if (!can_move && !can_end && !may(meeting, "take_over")) return null;
  return (
    <div className="no-print flex flex-wrap items-center gap-2 max-lg:fixed max-lg:inset-x-0 max-lg:bottom-[calc(3.5rem+env(safe-area-inset-bottom))] max-lg:z-30 max-lg:border-t max-lg:border-line max-lg:bg-surface max-lg:px-4 max-lg:py-2">
      {may(meeting, "take_over") && (
        <Button look="primary" className="max-lg:min-h-11 max-lg:flex-1" onClick={() => void perform({ ...take_over, says: t`You lead this session now.` })}>
          {meeting.facilitator ? t`${first_name(meeting.facilitator)} is not here: I take over` : <Trans>I lead this session</Trans>}
        </Button>
      )}
      {can_move && next && (
        <Button look="primary" className="min-w-0 max-lg:min-h-11 max-lg:flex-1" onClick={go_on} icon={<ArrowRight size={16} aria-hidden className="shrink-0" />} aria-keyshortcuts="n">
          <span className="truncate">{is_begun ? t`Next: ${next.name}` : t`Begin: ${next.name}`}</span>
          {single_key_shortcuts && (
            <span aria-hidden className="-mr-1 ml-1 hidden rounded border border-current px-1 text-xs opacity-70 lg:inline">
              n
            </span>
          )}
        </Button>
      )}
      {can_end && (
        <Button look={next && can_move ? "quiet" : "primary"} className={next && can_move ? "max-lg:min-h-11" : "max-lg:min-h-11 max-lg:flex-1"} onClick={() => set_ending(true)}>
          {next && can_move ? <Trans>End</Trans> : <Trans>End the session</Trans>}
        </Button>
      )}
      {is_ending && <EndDialog onClose={() => set_ending(false)} />}
    </div>
  );
}

/** Handing over is one tap on a name. */
export function HandOver() {
  const { t } = useLingui();
  const { meeting, perform } = useMeeting();
  const others = meeting.members.filter(({ id, here }) => here && id !== meeting.facilitator?.id);
  if (!may(meeting, "handover") || others.length === 0) return null;
  return (
    <Menu
      trigger={
        <Button size="small">
          <Trans>Hand over</Trans>
          <ChevronDown size={14} aria-hidden />
        </Button>
      }
      groups={[others.map((member) => ({ label: member.name, onSelect: () => void perform({ ...hand_over(member.id), says: t`${first_name(member)} leads the session now.` }) }))]}
    />
  );
}

export function Leave() {
  const { t } = useLingui();
  const { meeting, perform } = useMeeting();
  if (!may(meeting, "leave")) return null;
  return (
    <Button size="small" look="quiet" onClick={() => void perform({ ...leave, says: t`You left. You count as having been there.`, undo: { verb: "attend" } })}>
      <Trans>Leave</Trans>
    </Button>
  );
}

function EndDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const { meeting, perform, is_busy } = useMeeting();
  const silent = meeting.members.filter(({ id, here }) => here && !meeting.commitments.some(({ owner }) => owner.id === id));
  const names = new Intl.ListFormat(undefined, { type: "conjunction" }).format(silent.map(first_name));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`End the session?`}
      description={t`Commitments and feedback can still be written for a day.`}
      footer={
        <>
          <DialogClose render={<Button><Trans>Not yet</Trans></Button>} />
          <Button look="primary" busy={is_busy} onClick={() => void perform(end).then((is_done) => is_done && onClose())}>
            <Trans>End the session</Trans>
          </Button>
        </>
      }
    >
      {silent.length > 0 && <p className="text-soft">{t`No commitment yet from ${names}.`}</p>}
    </Dialog>
  );
}
