// What the time was spent on, by the agenda's timers: skill, deal, pipeline, career.
import { useLingui } from "@lingui/react/macro";
import { percent_text } from "@/ui";
import { useConversation } from "./use_conversation";

export function ContentMix() {
  const { t } = useLingui();
  const { content_mix: mix } = useConversation().conversation;
  if (!mix) return null;
  const total = mix.skill_seconds + mix.deal_seconds + mix.pipeline_seconds + mix.career_seconds;
  if (total <= 0) return null;
  const share = (seconds: number) => percent_text(seconds / total);
  const is_all_pipeline = mix.pipeline_seconds / total > 0.8;
  return (
    <ul className="tabular flex flex-wrap gap-x-3">
      {mix.skill_seconds > 0 && (
        <li>
          {t`Skill ${share(mix.skill_seconds)}`}
        </li>
      )}
      {mix.deal_seconds > 0 && (
        <li>
          {t`Deal ${share(mix.deal_seconds)}`}
        </li>
      )}
      {mix.pipeline_seconds > 0 && (
        <li className={is_all_pipeline ? "font-medium text-warn" : undefined}>
          {t`Pipeline ${share(mix.pipeline_seconds)}`}
        </li>
      )}
      {mix.career_seconds > 0 && (
        <li>
          {t`Career ${share(mix.career_seconds)}`}
        </li>
      )}
    </ul>
  );
}
