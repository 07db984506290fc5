// The same week without dragging: a day, from, to, and free or not.
import { Trans, useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import { Button, Field, Input, Select } from "@/ui";
import { days_shown, half_at, painted, type Week } from "./week_grid";
import { day_names } from "./WeekGrid";

export function AddHours({ week, onChange }: { week: Week; onChange: (week: Week) => void }) {
  const { t } = useLingui();
  const [day, set_day] = useState("all");
  const [from, set_from] = useState("10:00");
  const [to, set_to] = useState("12:00");
  const first = half_at(from);
  const last = half_at(to);
  const is_sound = first !== undefined && last !== undefined && first < last;
  const apply = (is_free: boolean) => {
    if (!is_sound) return;
    const days = day === "all" ? Array.from({ length: days_shown }, (_, each) => each) : [Number(day)];
    onChange(days.reduce((now, each) => painted(now, { day: each, from: first, to: last }, is_free), week));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    apply(true);
  };
  return (
    <form onSubmit={submit} className="grid gap-3">
      <Field label={<Trans>Day</Trans>}>
        <Select value={day} onChange={(event) => set_day(event.target.value)}>
          <option value="all">{t`Every working day`}</option>
          {day_names.map((name, each) => (
            <option key={name} value={each}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={<Trans>From</Trans>}>
          <Input type="time" step={1800} value={from} onChange={(event) => set_from(event.target.value)} />
        </Field>
        <Field label={<Trans>To</Trans>} error={is_sound ? undefined : t`After “from”.`}>
          <Input type="time" step={1800} value={to} onChange={(event) => set_to(event.target.value)} />
        </Field>
      </div>
      <div className="flex gap-2">
        <Button type="submit" disabled={!is_sound}>
          <Trans>Free</Trans>
        </Button>
        <Button disabled={!is_sound} onClick={() => apply(false)}>
          <Trans>Not free</Trans>
        </Button>
      </div>
    </form>
  );
}
