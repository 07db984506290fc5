// The stage on the page: what it is for, who speaks first, what to ask, and its note.
import { Trans, useLingui } from "@lingui/react/macro";
import ArrowRight from "lucide-react/icons/arrow-right";
import type { ConversationStage } from "@/api";
import { Badge, Button } from "@/ui";
import { LedBy } from "./AgendaOutline";
import { BigTimer, StageBar } from "./BigTimer";
import { may, withStage } from "./conversation";
import { serverNow, useConversation } from "./use_conversation";

/** Name, leader, timer and prompts of a stage. */
export function StageAgenda({ stage }: { stage: ConversationStage }) {
  const { t } = useLingui();
  const { conversation, perform } = useConversation();
  const is_current = stage.key === conversation.timer.stage;
  return (
    <section aria-label={t`Stage: ${stage.name}`}>
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-2">
        <div>
          <Badge tone={is_current ? "accent" : "plain"}>
            <LedBy stage={stage} />
          </Badge>
          <h2 className="title mt-1 text-2xl">{stage.name}</h2>
        </div>
        {is_current ? (
          <div className="max-lg:hidden">
            <BigTimer stage={stage} />
          </div>
        ) : (
          may(conversation, "stage") && (
            <Button size="small" icon={<ArrowRight size={15} aria-hidden />} onClick={() => void perform({ verb: "stage", body: { stage: stage.key }, ahead: (now) => withStage(now, stage.key, serverNow()) })}>
              <Trans>Move the timer here</Trans>
            </Button>
          )
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
