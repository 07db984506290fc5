// At most three questions the data suggests; one click puts one into the notes.
import { Trans, useLingui } from "@lingui/react/macro";
import CornerDownLeft from "lucide-react/icons/corner-down-left";
import type { Signals } from "@/api";
import { IconButton } from "@/ui";

export function Questions({ questions, onInsert }: { questions: Signals["questions"]; onInsert?: (text: string) => void }) {
  const { t } = useLingui();
  if (questions.length === 0) return null;
  return (
    <section aria-label={t`Questions worth asking`}>
      <h3 className="text-sm font-medium">
        <Trans>Worth asking</Trans>
      </h3>
      <ul className="mt-1.5 grid gap-2.5">
        {questions.slice(0, 3).map(({ text, why }) => (
          <li key={text} className="flex items-start gap-1 rounded-lg bg-sunken py-2.5 pl-3.5 pr-1.5">
            <div className="min-w-0 flex-1">
              <p className="text-sm text-ink">{text}</p>
              <p className="mt-0.5 text-xs text-faint">{why}</p>
            </div>
            {onInsert && <IconButton size="small" label={t`Put into the notes: ${text}`} icon={<CornerDownLeft size={15} aria-hidden />} onClick={() => onInsert(text)} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
