// What could give: each option with its hours and with whom it takes conversations from; several at once; and the least that would just fit.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import Check from "lucide-react/icons/check";
import Plus from "lucide-react/icons/plus";
import { has_role, useMe } from "@/shell/me";
import { as_written, Button, ButtonLink, Card, cx, ErrorState, Loading, number_text } from "@/ui";
import { optionsQuery, type Effect, type Option, type Options as OptionsAnswer } from "./capacity";
import { hours_text } from "./HoursAgainstBudget";
import { Shifts } from "./Shifts";

export interface OptionsProps {
  manager?: string;
  quarter?: string;
  pulled: string[];
  onPull: (keys: string[]) => void;
}

export function Options({ manager, quarter, pulled, onPull }: OptionsProps) {
  const query = useQuery(optionsQuery(manager, quarter, pulled));
  if (query.isPending) return <Loading lines={5} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const answer = query.data;
  const toggle = (key: string) => onPull(pulled.includes(key) ? pulled.filter((each) => each !== key) : [...pulled, key]);
  return (
    <div aria-busy={query.isPlaceholderData} className={cx("grid gap-5", query.isPlaceholderData && "opacity-60")}>
      {answer.overflowing_before > 0 && pulled.length === 0 && <JustFits answer={answer} onPull={onPull} />}
      {pulled.length > 0 && <Tried answer={answer} onRemove={toggle} onClear={() => onPull([])} />}
      <ul className="divide-y divide-line rounded-xl border border-line bg-surface shadow-raised">
        {answer.options.map((option) => (
          <OptionRow key={option.lever.key} option={option} onPull={() => toggle(option.lever.key)} />
        ))}
      </ul>
    </div>
  );
}

/** What an effect costs, in words. */
function useCost() {
  const { t } = useLingui();
  return (effect: Effect) => {
    const parts = [
      effect.lost > 0 && plural(effect.lost, { one: "# conversation lost", other: "# conversations lost" }),
      effect.reps > 0 && plural(effect.reps, { one: "# rep affected", other: "# reps affected" }),
      effect.uncovered > 0 && plural(effect.uncovered, { one: "# rep has none of a kind any more", other: "# reps have none of a kind any more" }),
      effect.coaches_to_come > 0 && plural(effect.coaches_to_come, { one: "# more coach needed", other: "# more coaches needed" }),
    ].filter(Boolean);
    return parts.length > 0 ? parts.join(" · ") : t`nobody loses anything`;
  };
}

function JustFits({ answer, onPull }: { answer: OptionsAnswer; onPull: (keys: string[]) => void }) {
  const cost = useCost();
  const { fit } = answer;
  return (
    <Card>
      <h3 className="font-semibold">
        <Trans>What would just fit</Trans>
      </h3>
      {!fit ? (
        <p className="mt-1 text-sm text-soft">
          <Trans>No three of these options bring everybody within their hours. Try some together, or give the playbook a larger budget.</Trans>
        </p>
      ) : (
        <>
          <ul className="mt-2 grid gap-1">
            {fit.levers.map((lever) => (
              <li key={lever.key} className="flex gap-2">
                <Check size={16} aria-hidden className="mt-1 shrink-0 text-accent" />
                <span>
                  {lever.what}
                  <span className="block text-sm text-faint">{lever.price}</span>
                </span>
              </li>
            ))}
          </ul>
          <p className="mt-3 text-sm text-soft">
            <Trans>
              Saves <strong className="tabular font-semibold text-ink">{as_written(hours_text(fit.effect.saves_a_week.low, fit.effect.saves_a_week.high))}</strong> h a week. It costs: {as_written(cost(fit.effect))}.
            </Trans>
          </p>
          <Button className="mt-3" look="primary" onClick={() => onPull(fit.levers.map((lever) => lever.key))}>
            <Trans>Try it</Trans>
          </Button>
        </>
      )}
    </Card>
  );
}

function Tried({ answer, onRemove, onClear }: { answer: OptionsAnswer; onRemove: (key: string) => void; onClear: () => void }) {
  const { t } = useLingui();
  const me = useMe();
  const cost = useCost();
  const { effect, before, after } = answer;
  const asked_before = hours_text(before.asked_a_week.low, before.asked_a_week.high);
  const asked_after = hours_text(after.asked_a_week.low, after.asked_a_week.high);
  const budget = hours_text(before.budget_a_week.low, before.budget_a_week.high);
  const rules = answer.pulled.filter((lever) => lever.is_of_rules);
  return (
    <Card className="border-accent">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div>
          <h3 className="font-semibold">
            <Trans>Tried together</Trans>
          </h3>
          <p className="mt-1 tabular">
            <Trans>
              {as_written(asked_before)} → <strong className="font-semibold">{as_written(asked_after)}</strong> h a week, there are {as_written(budget)}
            </Trans>
          </p>
          <p className={cx("text-sm", effect.overflowing > 0 ? "text-warn" : "text-soft")}>
            {effect.overflowing === 0 ? <Trans>Everything fits.</Trans> : plural(effect.overflowing, { one: "For # manager it still does not fit.", other: "For # managers it still does not fit." })} {cost(effect)}
          </p>
        </div>
        <div className="no-print flex flex-wrap gap-2">
          {rules.length > 0 && has_role(me, "enablement", "executive") && (
            <ButtonLink look="primary" href={`/playbook/edit?apply=${encodeURIComponent(rules.map((lever) => lever.key).join(","))}`}>
              <Trans>Write it into the playbook</Trans>
            </ButtonLink>
          )}
          <Button look="quiet" onClick={onClear}>
            <Trans>Clear</Trans>
          </Button>
        </div>
      </div>
      <ul className="mt-3 flex flex-wrap gap-2">
        {answer.pulled.map((lever) => (
          <li key={lever.key}>
            <Button size="small" onClick={() => onRemove(lever.key)} aria-label={t`Take back: ${lever.what}`} className="!whitespace-normal text-left">
              {lever.what} <span aria-hidden>×</span>
            </Button>
          </li>
        ))}
      </ul>
      <details className="mt-3">
        <summary className="inline-flex min-h-6 cursor-pointer items-center text-sm text-soft hover:text-ink">
          <Trans>Who loses what</Trans>
        </summary>
        <div className="mt-2">
          <Shifts effect={effect} />
        </div>
      </details>
    </Card>
  );
}

function OptionRow({ option, onPull }: { option: Option; onPull: () => void }) {
  const { t } = useLingui();
  const cost = useCost();
  const { lever, effect } = option;
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-5 gap-y-2 sm:flex-nowrap">
        <div className="w-full">
          <p className="font-medium">{lever.what}</p>
          <p className="text-sm text-faint">{lever.price}</p>
        </div>
        <p className="shrink-0 tabular">
          <Trans>
            saves <strong className="font-semibold">{as_written(number_text(effect.saves_a_week.low, 1))}</strong> h a week
          </Trans>
        </p>
        <Button size="small" icon={<Plus size={14} aria-hidden />} onClick={onPull} aria-label={t`Try: ${lever.what}`}>
          <Trans>Try</Trans>
        </Button>
      </div>
      <details className="mt-1">
        <summary className="inline-flex min-h-6 cursor-pointer items-center text-sm text-soft hover:text-ink">{cost(effect)}</summary>
        <div className="mt-2 pb-1">
          <Shifts effect={effect} />
        </div>
      </details>
    </li>
  );
}
