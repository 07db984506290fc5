// The stage on the page: who speaks first, the time it has, and what to ask.
import { useLingui } from "@lingui/react/macro";
import type { ConversationStage } from "@/api";
import { Badge } from "@/ui";
import { LedBy } from "./AgendaOutline";
import { BigTimer, StageBar } from "./BigTimer";
import { useConversation } from "./use_conversation";

/** Name, leader, timer and prompts of a stage. */
export function StageAgenda({ stage }: { stage: ConversationStage }) {
  const { t } = useLingui();
  const { conversation } = useConversation();
  const is_current = stage.key === conversation.timer.stage;
  return (
    <section aria-label={t`Stage: ${stage.name}`}>
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-2">
        <div className="min-w-0">
          <Badge tone={is_current ? "accent" : "plain"}>
            <LedBy stage={stage} />
          </Badge>
          <h2 className="title mt-1 text-2xl">{stage.name}</h2>
        </div>
        {is_current && (
          <div className="max-lg:hidden">
            <BigTimer stage={stage} />
          </div>
        )}
      </div>
      {is_current && (
        <div className="mt-3 max-lg:hidden">
          <StageBar stage={stage} />
        </div>
      )}
      {stage.prompts.length > 0 && (
        <ul aria-label={t`Prompts`} className="mt-5 grid max-w-2xl gap-2.5">
          {stage.prompts.map((prompt) => (
            <li key={prompt} className="flex gap-3 text-lg text-ink">
              <span aria-hidden className="mt-3 h-px w-3 shrink-0 bg-line-strong" />
              <span className="text-pretty">{prompt}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
