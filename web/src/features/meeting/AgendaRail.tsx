// The agenda of the hour in order: what is done, what runs, what comes, and who presents.
import { Plural, useLingui } from "@lingui/react/macro";
import Check from "lucide-react/icons/check";
import { clockFace } from "@/features/session/timer";
import { cx } from "@/ui";
import { current_stage, part_at, state_of } from "./clock";
import { first_name, useMeeting } from "./use_meeting";

export function AgendaRail() {
  const { t } = useLingui();
  const { meeting } = useMeeting();
  const current = current_stage(meeting);
  return (
    <nav aria-label={t`Agenda`}>
      <ol className="grid gap-0.5">
        {meeting.agenda.map((stage, index) => {
          const state = state_of(stage);
          const is_now = stage.key === current?.key;
          return (
            <li key={stage.key} aria-current={is_now ? "step" : undefined} className={cx("grid min-h-10 grid-cols-[1.25rem_1fr_auto] items-center gap-2 rounded-lg px-2 py-1 text-sm", is_now ? "bg-sunken font-semibold text-ink" : "text-soft")}>
              {state === "done" ? (
                <Check size={15} aria-label={t`Done`} className="text-accent" />
              ) : (
                <span aria-hidden className="tabular text-center text-xs text-faint">
                  {index + 1}
                </span>
              )}
              <span className="min-w-0">
                <span className="block leading-snug">{stage.name}</span>
                {stage.presenter && <span className="block text-xs font-normal text-faint">{first_name(stage.presenter)}</span>}
              </span>
              <span className="tabular text-xs font-normal text-faint">
                {state === "done" ? clockFace(spent_of(stage)) : <Plural value={stage.minutes} one="# min" other="# min" />}
              </span>
            </li>
          );
        })}
      </ol>
      <p role="status" className="sr-only">
        {current && t`${current.name}: ${current.minutes} minutes.`}
      </p>
    </nav>
  );
}

const spent_of = (stage: Parameters<typeof part_at>[0]) => part_at({ ...stage, presenter_minutes: undefined }, 0).spent;
