// The agenda before it runs: what comes in which order, for how long, and who speaks first.
import { Trans, useLingui } from "@lingui/react/macro";
import { Plural } from "@lingui/react/macro";
import type { ConversationStage } from "@/api";
import { useConversation } from "./use_conversation";

export function LedBy({ stage }: { stage: Pick<ConversationStage, "led_by"> }) {
  const { t } = useLingui();
  const { conversation } = useConversation();
  const rep = conversation.rep.name.split(" ")[0];
  const manager = conversation.manager.name.split(" ")[0];
  if (stage.led_by === "rep") return t`${rep} first`;
  if (stage.led_by === "manager") return t`${manager} first`;
  return <Trans>Together</Trans>;
}

export function AgendaOutline({ agenda }: { agenda: ConversationStage[] }) {
  const { t } = useLingui();
  return (
    <ol aria-label={t`Agenda`} className="divide-y divide-line">
      {agenda.map((stage) => (
        <li key={stage.key} className="grid grid-cols-[4.5rem_1fr] gap-x-3 py-2.5 first:pt-0">
          <span className="tabular text-sm text-faint">
            <Plural value={stage.minutes} one="# min" other="# min" />
          </span>
          <div>
            <p className="font-medium">
              {stage.name} <span className="ml-1.5 text-sm font-normal text-faint"><LedBy stage={stage} /></span>
            </p>
            {stage.prompts[0] && <p className="text-sm text-soft">{stage.prompts[0]}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
