// What moves would do: to the cost, and to the rules.
import { Trans, useLingui } from "@lingui/react/macro";
import Check from "lucide-react/icons/check";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { cx, number_text } from "@/ui";
import type { Trial } from "./wire";
import { change_text } from "./words";

export function TrialWords({ trial }: { trial: Trial }) {
  const { t } = useLingui();
  const changed = trial.terms.filter(({ before, after }) => before !== after);
  const [before, after, change] = [number_text(trial.cost_before), number_text(trial.cost_after), change_text(trial.change)];
  return (
    <div className="grid gap-1">
      <p className="tabular">
        <span className={cx("font-semibold", trial.change > 0 ? "text-warn" : trial.change < 0 && "text-accent-strong")}>{t`Cost ${change}`}</span> <span className="text-faint">{t`(${before} to ${after})`}</span>
      </p>
      {changed.length > 0 && <p className="tabular text-xs text-faint">{changed.map(({ words, before: a, after: b }) => t`${words} ${change_text(b - a)}`).join(", ")}</p>}
      {trial.is_lawful ? (
        <p className="flex items-center gap-1.5 text-soft">
          <Check size={14} aria-hidden className="text-accent" />
          <Trans>Breaks no rule</Trans>
        </p>
      ) : (
        <ul className="grid gap-0.5">
          {trial.broken.map(({ rule, words, circle, people }, index) => (
            <li key={`${rule}${circle ?? ""}${index}`} className="flex items-start gap-1.5 text-warn">
              <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
              <span>
                {words}
                {people.length > 0 && <span className="text-soft">: {people.map(({ name }) => name).join(", ")}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
