// What is ahead: seasons that begin and end, when a new mix is due, certificates that run out.
import { useLingui } from "@lingui/react/macro";
import CalendarDays from "lucide-react/icons/calendar-days";
import Flag from "lucide-react/icons/flag";
import GraduationCap from "lucide-react/icons/graduation-cap";
import Shuffle from "lucide-react/icons/shuffle";
import { useMe } from "@/shell/me";
import { Link, local_date, LocalDate, relative_day_text } from "@/ui";
import type { CalendarDay } from "./wire";

const icons = { season_begins: CalendarDays, season_ends: Flag, remix_due: Shuffle, certificates_end: GraduationCap };

export function RemixCalendar({ days }: { days: CalendarDay[] }) {
  const { t } = useLingui();
  const me = useMe();
  const today = local_date(me.now, me.time_zone);
  return (
    <ol aria-label={t`Calendar`} className="divide-y divide-line">
      {days.map(({ day, kind, text, season_id }) => {
        const Icon = icons[kind];
        return (
          <li key={`${day}${kind}${season_id ?? ""}`} className="flex items-baseline gap-3 py-2 text-sm">
            <span className="w-24 shrink-0 text-soft">
              <LocalDate date={day} />
            </span>
            <Icon size={15} aria-hidden className="shrink-0 text-accent" />
            <span className="min-w-0">
              {kind === "remix_due" && season_id ? <Link href={`/circles/season?season=${season_id}`}>{text}</Link> : text}
              {day >= today && <span className="ml-1.5 text-faint">{relative_day_text(`${day}T12:00:00Z`, me.now, "UTC")}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
