// What can be done with a conversation before it starts: start, confirm, move, cancel, excuse.
import { Trans, useLingui } from "@lingui/react/macro";
import CalendarClock from "lucide-react/icons/calendar-clock";
import CalendarOff from "lucide-react/icons/calendar-off";
import Check from "lucide-react/icons/check";
import CircleX from "lucide-react/icons/circle-x";
import Ellipsis from "lucide-react/icons/ellipsis";
import Play from "lucide-react/icons/play";
import SkipForward from "lucide-react/icons/skip-forward";
import { useState } from "react";
import { Button, IconButton, Menu, type MenuItem } from "@/ui";
import { may } from "./conversation";
import { ExcuseDialog } from "./ExcuseDialog";
import { MoveDialog } from "./MoveDialog";
import { ReasonDialog } from "./ReasonDialog";
import { useConversation } from "./use_conversation";

type Open = "move" | "cancel" | "excuse" | "skip" | null;

export function PlannedActions() {
  const { t } = useLingui();
  const { conversation, perform, is_busy } = useConversation();
  const [open, setOpen] = useState<Open>(null);
  const closing = (next: boolean) => !next && setOpen(null);
  const can = (verb: string) => may(conversation, verb);

  const items: (MenuItem | false)[] = [
    can("move") && { label: t`Move to another time`, icon: <CalendarClock size={16} aria-hidden />, onSelect: () => setOpen("move") },
    can("excuse") && { label: t`Excuse`, icon: <CalendarOff size={16} aria-hidden />, onSelect: () => setOpen("excuse") },
    can("cancel") && { label: t`Cancel`, icon: <CircleX size={16} aria-hidden />, danger: true, onSelect: () => setOpen("cancel") },
  ];
  const skip: (MenuItem | false)[] = [
    can("start") && conversation.gate.state === "open" && { label: t`Start without inspecting`, icon: <SkipForward size={16} aria-hidden />, onSelect: () => setOpen("skip") },
  ];
  const groups = [items, skip].map((group) => group.filter((item) => item !== false)).filter((group) => group.length > 0);

  return (
    <>
      {can("start") && (
        <Button look="primary" size="large" icon={<Play size={17} aria-hidden />} busy={is_busy} onClick={() => void perform({ verb: "start" })}>
          <Trans>Start the conversation</Trans>
        </Button>
      )}
      {can("confirm") && conversation.state === "planned" && (
        <Button size="large" icon={<Check size={17} aria-hidden />} disabled={is_busy} onClick={() => void perform({ verb: "confirm", ahead: (now) => ({ ...now, state: "confirmed" }), says: t`Confirmed.` })}>
          <Trans>I will be there</Trans>
        </Button>
      )}
      {groups.length > 0 && <Menu trigger={<IconButton look="secondary" label={t`More`} icon={<Ellipsis size={18} aria-hidden />} className="min-h-11 w-11" />} groups={groups} />}
      {open === "move" && <MoveDialog open onOpenChange={closing} />}
      {open === "excuse" && <ExcuseDialog open onOpenChange={closing} />}
      <ReasonDialog
        open={open === "cancel"}
        onOpenChange={closing}
        title={t`Cancel the conversation`}
        description={t`It stays on the record as cancelled, with the reason, and what was owed stays owed.`}
        verb={t`Cancel the conversation`}
        look="danger"
        onReason={(reason) => perform({ verb: "cancel", body: { reason }, says: t`Cancelled.` })}
      />
      <ReasonDialog
        open={open === "skip"}
        onOpenChange={closing}
        title={t`Start without inspecting`}
        description={t`Last session's commitment stays open, and the record says why it was not looked at.`}
        verb={t`Start without inspecting`}
        onReason={(reason) => perform({ verb: "start", body: { skip_gate_reason: reason } })}
      />
    </>
  );
}
