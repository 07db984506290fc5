// Every rep with what is owed by format. One is open at a time, with the calls that would pay the debt.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import ChevronRight from "lucide-react/icons/chevron-right";
import { useRef, useState } from "react";
import { useSingleKeys } from "@/live/use_single_keys";
import { Badge, cx, Initials, LocalDate, relative_day_text } from "@/ui";
import { useMe } from "@/shell/me";
import type { Booking } from "./BookDialog";
import { CallChoices } from "./CallChoices";
import { byNeed, current, linesOf, openOf } from "./debts";
import type { DebtLine, DeskRep } from "./wire";
import { formats } from "./words";

/** On a phone the list is read before one of it is opened. */
const is_wide = () => typeof matchMedia !== "function" || matchMedia("(min-width: 64rem)").matches;

export interface OwedListProps {
  reps: DeskRep[];
  calls_known: boolean;
  may_book: boolean;
  onBook: (booking: Booking) => void;
}

export function OwedList({ reps, calls_known, may_book, onBook }: OwedListProps) {
  const { t } = useLingui();
  const ordered = byNeed(reps);
  const [opened, setOpened] = useState<string | undefined>(() => (may_book && is_wide() && ordered[0] && openOf(ordered[0]) > 0 ? ordered[0].rep.id : undefined));
  const list = useRef<HTMLUListElement>(null);
  const step = (by: number) => {
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>("[data-rep]") ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement || button.closest("li")?.contains(document.activeElement));
    buttons[Math.max(0, Math.min(buttons.length - 1, at + by))]?.focus();
  };
  useSingleKeys({ j: () => step(1), k: () => step(-1) });
  return (
    <ul ref={list} aria-label={t`What is owed`} className="divide-y divide-line rounded-xl border border-line bg-surface shadow-raised">
      {ordered.map((rep) => (
        <li key={rep.rep.id}>
          <Rep rep={rep} is_open={may_book && opened === rep.rep.id} onToggle={may_book ? () => setOpened(opened === rep.rep.id ? undefined : rep.rep.id) : undefined} />
          {may_book && opened === rep.rep.id && <CallChoices id={`calls-${rep.rep.id}`} rep={rep} calls_known={calls_known} onBook={onBook} />}
        </li>
      ))}
    </ul>
  );
}

function Rep({ rep, is_open, onToggle }: { rep: DeskRep; is_open: boolean; onToggle?: () => void }) {
  const { t } = useLingui();
  const me = useMe();
  const debts = current(rep);
  const lines = linesOf(debts).filter(({ owed, held, booked }) => owed + held + booked > 0);
  const first = debts[0];
  const is_part = first && (first.window_first !== first.period_first || first.window_last !== first.period_last);
  const inside = (
    <>
      <span className="flex min-w-0 items-center gap-3 sm:w-44">
        <Initials name={rep.rep.name} />
        <span className="min-w-0">
          <span className="block truncate font-medium">{rep.rep.name}</span>
          <span className="block text-xs text-faint">
            {rep.last_held_at ? t`Last one ${relative_day_text(rep.last_held_at, me.now, me.time_zone)}` : t`None held yet`}
            {rep.is_top_performer && ` · ${t`Top performer`}`}
          </span>
          {is_part && (
            <span className="block text-xs text-faint">
              <Trans>
                Counted from <LocalDate date={first.window_first} year={false} /> to <LocalDate date={first.window_last} year={false} />
              </Trans>
            </span>
          )}
        </span>
      </span>
      <span className="grid flex-1 grid-cols-3 gap-x-4 gap-y-2 max-sm:basis-full">
        {lines.map((line) => (
          <DebtCell key={line.format} line={line} />
        ))}
      </span>
      {onToggle && <ChevronRight size={17} aria-hidden className={cx("shrink-0 text-faint max-sm:absolute max-sm:right-4 max-sm:top-5", is_open && "rotate-90")} />}
    </>
  );
  const className = "relative flex w-full flex-wrap items-center gap-x-5 gap-y-3 rounded-xl px-4 py-3 text-left sm:flex-nowrap";
  if (!onToggle) return <div className={className}>{inside}</div>;
  return (
    <button type="button" data-rep aria-expanded={is_open} aria-controls={is_open ? `calls-${rep.rep.id}` : undefined} onClick={onToggle} className={cx(className, "cursor-pointer hover:bg-sunken focus-visible:-outline-offset-2")}>
      {inside}
    </button>
  );
}

/** One format of a rep's debt: a mark for each one owed, and the same in words. */
function DebtCell({ line }: { line: DebtLine }) {
  const { t, i18n } = useLingui();
  const { held, owed, booked, open, excused } = line;
  const is_at_risk = line.risk !== "none" && open > 0;
  const parts = [booked > 0 && plural(booked, { one: "# booked", other: "# booked" }), excused > 0 && plural(excused, { one: "# excused", other: "# excused" })].filter(Boolean);
  return (
    <span className="min-w-0">
      <span className="block truncate text-xs text-faint">{i18n._(formats[line.format].name)}</span>
      <span className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <Marks line={line} />
        <span className="tabular text-sm whitespace-nowrap">{t`${held} of ${owed}`}</span>
      </span>
      <span className="tabular block text-xs text-faint">{parts.join(" · ")}</span>
      {is_at_risk && <Badge tone="warn">{plural(open, { one: "# at risk", other: "# at risk" })}</Badge>}
    </span>
  );
}

/** Filled when held, half when booked, hollow when open, crossed out when excused. */
function Marks({ line: { held, booked, open, excused, risk } }: { line: DebtLine }) {
  const marks = [...Array<"held">(held).fill("held"), ...Array<"booked">(booked).fill("booked"), ...Array<"open">(Math.max(0, open)).fill("open"), ...Array<"excused">(excused).fill("excused")];
  if (marks.length === 0 || marks.length > 5) return null; // more than a hand are read as a number
  const step = 11;
  return (
    <svg viewBox={`0 0 ${marks.length * step} 10`} width={marks.length * step} height="10" aria-hidden>
      {marks.map((mark, index) => {
        const x = index * step + 5;
        if (mark === "held") return <circle key={index} cx={x} cy="5" r="4" className="fill-accent" />;
        if (mark === "excused") return <path key={index} d={`M${x - 3} 5h6`} className="stroke-line-strong" strokeWidth="1.5" />;
        return (
          <g key={index}>
            <circle cx={x} cy="5" r="3.4" fill="none" className={mark === "open" && risk !== "none" ? "stroke-warn" : mark === "open" ? "stroke-line-strong" : "stroke-accent"} strokeWidth="1.3" />
            {mark === "booked" && <path d={`M${x} 1.6a3.4 3.4 0 0 1 0 6.8z`} className="fill-accent" />}
          </g>
        );
      })}
    </svg>
  );
}
