// A day and a time: the week as seven buttons, the exact day and time as plain inputs. All in one zone, which is said when it is not the viewer's.
import { Trans, useLingui } from "@lingui/react/macro";
import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import { format_locale } from "@/i18n";
import { useMe } from "@/shell/me";
import { cx, Field, IconButton, Input, zone_text } from "@/ui";
import { daysOfWeek, firstDayOfWeek, instantOf, type LocalMoment } from "./times";

export interface TimePickerProps {
  value: LocalMoment;
  onChange: (value: LocalMoment) => void;
  /** The zone the time is meant in: the rep's. */
  zone: string;
  error?: string;
}

const day_name = new Intl.DateTimeFormat(format_locale, { weekday: "short", timeZone: "UTC" });
const day_in_full = new Intl.DateTimeFormat(format_locale, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
const month_name = new Intl.DateTimeFormat(format_locale, { month: "long", year: "numeric", timeZone: "UTC" });
const midnight = (date: string) => new Date(`${date}T00:00:00Z`);
const shifted = (date: string, days: number) => new Date(midnight(date).getTime() + days * 86_400_000).toISOString().slice(0, 10);

export function TimePicker({ value, onChange, zone, error }: TimePickerProps) {
  const { t } = useLingui();
  const me = useMe();
  const days = value.date ? daysOfWeek(value.date, firstDayOfWeek(format_locale)) : [];
  const at = instantOf(value, zone);
  return (
    <div className="grid gap-4">
      {days.length > 0 && (
        <div role="group" aria-label={t`Day of the week`}>
          <div className="mb-1.5 flex items-center justify-between text-sm">
            <span className="font-medium">{month_name.format(midnight(days[3]!))}</span>
            <span className="flex">
              <IconButton size="small" label={t`The week before`} icon={<ChevronLeft size={16} aria-hidden />} onClick={() => onChange({ ...value, date: shifted(value.date, -7) })} />
              <IconButton size="small" label={t`The week after`} icon={<ChevronRight size={16} aria-hidden />} onClick={() => onChange({ ...value, date: shifted(value.date, 7) })} />
            </span>
          </div>
          <div className="grid grid-cols-7 gap-1">
            {days.map((day) => (
              <button
                key={day}
                type="button"
                aria-pressed={day === value.date}
                aria-label={day_in_full.format(midnight(day))}
                onClick={() => onChange({ ...value, date: day })}
                className={cx("flex min-h-13 cursor-pointer flex-col items-center justify-center rounded-lg border text-sm", day === value.date ? "border-accent bg-accent-soft font-semibold text-accent-strong" : "border-line hover:bg-sunken")}
              >
                <span className="text-xs">{day_name.format(midnight(day))}</span>
                <span className="tabular">{Number(day.slice(8))}</span>
              </button>
            ))}
          </div>
        </div>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={<Trans>Day</Trans>} error={error}>
          <Input type="date" required value={value.date} onChange={(event) => onChange({ ...value, date: event.target.value })} />
        </Field>
        <Field label={<Trans>Time</Trans>} hint={zone === me.time_zone || !at ? undefined : t`In ${zone} (${zone_text(at, zone)})`}>
          <Input type="time" required step={300} value={value.time} onChange={(event) => onChange({ ...value, time: event.target.value })} />
        </Field>
      </div>
    </div>
  );
}
