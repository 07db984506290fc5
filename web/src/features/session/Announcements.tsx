// What a screen reader is told while the conversation runs: the stage, a pause, and that the time of a stage is over. Politely, and once each.
import { useLingui } from "@lingui/react/macro";
import { stageClock } from "./timer";
import { useClock } from "./use_clock";
import { useConversation } from "./use_conversation";

export function Announcements() {
  const { t } = useLingui();
  const { conversation } = useConversation();
  const { timer, agenda } = conversation;
  const now = useClock(timer);
  const stage = agenda.find(({ key }) => key === timer.stage);
  const says = !stage ? "" : timer.state === "paused" ? t`${stage.name}: paused.` : stageClock(stage, timer, now).is_over ? t`${stage.name}: its time is over.` : t`${stage.name}: ${stage.minutes} minutes.`;
  return (
    <p role="status" className="sr-only">
      {says}
    </p>
  );
}
