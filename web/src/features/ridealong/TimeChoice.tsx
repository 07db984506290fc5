// Times at which both are free, to choose from by day; or another one, typed.
import { Trans, useLingui } from "@lingui/react/macro";
import { useId, useState, type ReactNode } from "react";
import { instantOf, localMoment, type LocalMoment } from "@/features/session/times";
import { useMe } from "@/shell/me";
import { cx, date_time_text, day_text, Field, Input, time_text } from "@/ui";
import { byDay } from "./free_times";
import type { TimeSpan } from "./wire";

export interface TimeChoiceProps {
  legend: ReactNode;
  /** What the rule says, or that there is none. */
  hint: ReactNode;
  day_label: string;
  time_label: string;
  /** The nearest to the call first; absent while they are not known. */
  times: readonly TimeSpan[] | undefined;
  /** An instant; "" while one that is typed is not whole. */
  value: string | undefined;
  onChange: (at: string) => void;
}

export function TimeChoice({ legend, hint, day_label, time_label, times, value, onChange }: TimeChoiceProps) {
  const { t } = useLingui();
  const { time_zone } = useMe();
  const id = useId();
  const [typed, setTyped] = useState<LocalMoment>();
  const offered = (times ?? []).map(({ starts_at }) => starts_at);
  const all = value && !typed && !offered.includes(value) ? [value, ...offered] : offered;
  const type = (moment: LocalMoment) => {
    setTyped(moment);
    onChange(instantOf(moment, time_zone) ?? "");
  };
  return (
    <fieldset className="min-w-0" aria-describedby={`${id}-hint`}>
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      <p id={`${id}-hint`} className="mb-2 text-sm text-faint">
        {hint}
      </p>
      {all.length > 0 && (
        <div className="grid gap-2">
          {byDay(all, time_zone).map(({ day, at }) => (
            <div key={day} role="group" aria-labelledby={`${id}-${day}`} className="flex flex-wrap items-baseline gap-x-3 gap-y-1.5">
              <span id={`${id}-${day}`} className="w-24 shrink-0 text-sm text-soft">
                {day_text(at[0]!, time_zone)}
              </span>
              <span className="flex min-w-0 flex-1 basis-52 flex-wrap gap-1.5">
                {at.map((each) => (
                  <Chip
                    key={each}
                    name={id}
                    label={date_time_text(each, time_zone)}
                    checked={!typed && value === each}
                    onChange={() => {
                      setTyped(undefined);
                      onChange(each);
                    }}
                  >
                    {time_text(each, time_zone)}
                  </Chip>
                ))}
              </span>
            </div>
          ))}
          <div>
            <Chip name={id} checked={typed !== undefined} onChange={() => type(value ? localMoment(value, time_zone) : { date: "", time: "" })}>
              <Trans>Another time…</Trans>
            </Chip>
          </div>
        </div>
      )}
      {(typed || (times && all.length === 0)) && (
        <div className="mt-2 grid grid-cols-2 gap-3">
          <Field label={day_label}>
            <Input type="date" value={typed?.date ?? ""} onChange={(event) => type({ time: "", ...typed, date: event.target.value })} />
          </Field>
          <Field label={time_label}>
            <Input type="time" step={300} value={typed?.time ?? ""} onChange={(event) => type({ date: "", ...typed, time: event.target.value })} />
          </Field>
        </div>
      )}
      {!times && all.length === 0 && <p className="text-sm text-faint">{t`The free times of both stand here once it is known when the call is.`}</p>}
    </fieldset>
  );
}

function Chip({ name, label, checked, onChange, children }: { name: string; label?: string; checked: boolean; onChange: () => void; children: ReactNode }) {
  return (
    <label className={cx("tabular relative inline-flex min-h-9 cursor-pointer items-center justify-center rounded-lg border border-line px-2.5 text-sm hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent-strong has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent max-lg:min-h-11", label && "w-20")}>
      <input type="radio" name={name} aria-label={label} checked={checked} onChange={onChange} className="absolute inset-0 size-full cursor-pointer opacity-0" />
      {children}
    </label>
  );
}
