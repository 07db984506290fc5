// The calls that would pay what a rep is owed, best first, with why, and what booking one puts on both calendars.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMe } from "@/shell/me";
import { useSingleKeys } from "@/live/use_single_keys";
import { Button, ButtonLink, date_time_text, DateTime, day_text, Kbd, time_text } from "@/ui";
import { useBook, type Booking } from "./BookDialog";
import { openFormats } from "./debts";
import type { Candidate, DebtLine, DeskRep, TimeSpan } from "./wire";
import { formats, risks } from "./words";

const shown_first = 2;

export function CallChoices({ id, rep, calls_known, onBook }: { id: string; rep: DeskRep; calls_known: boolean; onBook: (booking: Booking) => void }) {
  const { t } = useLingui();
  const me = useMe();
  const open = openFormats(rep);
  const { book, is_busy } = useBook();
  const first = open.map(({ format }) => rep.candidates.find((candidate) => candidate.format === format)).find((found) => found !== undefined);
  useSingleKeys({ b: first && !is_busy ? () => void book(rep.rep, first) : undefined });
  return (
    <div id={id} className="grid gap-6 border-t border-line bg-page px-4 pb-5 pt-4 sm:px-5">
      {open.length === 0 && (
        <p className="text-sm text-soft">
          <Trans>Nothing is open: what is owed is held or on the calendar.</Trans>
        </p>
      )}
      {open.map((line) => (
        <Choices key={line.format} line={line} rep={rep} calls_known={calls_known} is_busy={is_busy} onBook={onBook} onBookNow={(candidate) => void book(rep.rep, candidate)} first={first} />
      ))}
      {first && me.single_key_shortcuts && (
        <p aria-hidden className="hidden items-center gap-1.5 text-xs text-faint lg:flex">
          <Kbd>b</Kbd> {t`books the first`} <Kbd>j</Kbd> <Kbd>k</Kbd> {t`next and previous rep`}
        </p>
      )}
    </div>
  );
}

interface ChoicesProps {
  line: DebtLine;
  rep: DeskRep;
  calls_known: boolean;
  is_busy: boolean;
  first?: Candidate;
  onBook: (booking: Booking) => void;
  onBookNow: (candidate: Candidate) => void;
}

function Choices({ line, rep, calls_known, is_busy, first, onBook, onBookNow }: ChoicesProps) {
  const { t, i18n } = useLingui();
  const [is_all, setAll] = useState(false);
  const calls = rep.candidates.filter(({ format }) => format === line.format);
  const { name, rule } = formats[line.format];
  const rest = calls.length - shown_first;
  return (
    <section aria-label={t`Calls for ${rep.rep.name}: ${i18n._(name)}`}>
      <h3 className="flex flex-wrap items-baseline gap-x-3 text-sm">
        <span className="font-semibold">
          {i18n._(name)}, {plural(line.open, { one: "# open", other: "# open" })}
        </span>
        <span className="text-faint">{i18n._(rule)}</span>
        {line.risk !== "none" && <span className="font-medium text-warn">{i18n._(risks[line.risk])}</span>}
      </h3>
      {calls.length === 0 ? (
        <NoCall rep={rep} calls_known={calls_known} onBook={() => onBook({ rep: rep.rep, format: line.format })} />
      ) : (
        <ul className="mt-2 grid gap-2">
          {(is_all ? calls : calls.slice(0, shown_first)).map((candidate) => (
            <li key={candidate.call_id}>
              <Choice candidate={candidate} rep={rep} is_first={candidate === first} is_busy={is_busy} onBookNow={() => onBookNow(candidate)} onOther={() => onBook({ rep: rep.rep, candidate })} />
            </li>
          ))}
        </ul>
      )}
      {rest > 0 && !is_all && (
        <Button look="quiet" size="small" className="mt-2 -ml-2" onClick={() => setAll(true)}>
          {plural(rest, { one: "# more call", other: "# more calls" })}
        </Button>
      )}
    </section>
  );
}

/** Why there is none, and the one next step. */
function NoCall({ rep, calls_known, onBook }: { rep: DeskRep; calls_known: boolean; onBook: () => void }) {
  const { t } = useLingui();
  const first = rep.rep.name.split(" ")[0];
  return (
    <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg border border-dashed border-line px-4 py-3 text-sm text-soft">
      <span>{calls_known ? t`No call of ${first} in sight has the right stage and leaves you both free around it.` : t`No calls are known: connect the calendars, or import a file of calls.`}</span>
      <span className="flex flex-wrap gap-2">
        {!calls_known && (
          <ButtonLink href="/calendars" size="small" look="primary">
            <Trans>Connect calendars</Trans>
          </ButtonLink>
        )}
        <Button size="small" onClick={onBook}>
          <Trans>Book by hand</Trans>
        </Button>
      </span>
    </div>
  );
}

interface ChoiceProps {
  candidate: Candidate;
  rep: DeskRep;
  is_first: boolean;
  is_busy: boolean;
  onBookNow: () => void;
  onOther: () => void;
}

function Choice({ candidate, rep, is_first, is_busy, onBookNow, onOther }: ChoiceProps) {
  const { t } = useLingui();
  const reasons = useReasons(candidate, rep);
  const { account } = candidate;
  const { time_zone } = useMe();
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-5 gap-y-3 rounded-lg border border-line bg-surface px-4 py-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-baseline gap-x-2.5">
          <span className="tabular font-medium">
            <DateTime at={candidate.call.starts_at} />–{time_text(candidate.call.ends_at, time_zone)}
          </span>
          <span className="text-soft">{candidate.title.includes(account) ? candidate.title : [account, candidate.title].filter(Boolean).join(", ")}</span>
        </p>
        <Around candidate={candidate} />
        <p className="mt-1 text-sm text-faint">{reasons.join(", ")}</p>
      </div>
      <div className="flex items-center gap-1 max-sm:w-full max-sm:justify-between">
        <Button look={is_first ? "primary" : "secondary"} busy={is_busy} className="max-sm:min-h-11 max-sm:flex-1" onClick={onBookNow} aria-label={t`Book ${account} with ${rep.rep.name}`} aria-keyshortcuts={is_first ? "b" : undefined}>
          <Trans>Book</Trans>
        </Button>
        <Button look="quiet" className="max-sm:min-h-11" onClick={onOther} aria-label={t`Other times for ${account}`}>
          <Trans>Other times</Trans>
        </Button>
      </div>
    </div>
  );
}

/** What booking it puts before and after the call; the day is said where it is another. */
function Around({ candidate: { call, pre_brief, debrief } }: { candidate: Candidate }) {
  const { t } = useLingui();
  const { time_zone } = useMe();
  const day = day_text(call.starts_at, time_zone);
  const clock = ({ starts_at }: TimeSpan) => (day_text(starts_at, time_zone) === day ? time_text(starts_at, time_zone) : date_time_text(starts_at, time_zone));
  const [before, after] = [clock(pre_brief), clock(debrief)];
  return (
    <p className="tabular flex flex-wrap gap-x-4 text-sm text-soft">
      <span>{t`Pre-brief ${before}`}</span>
      <span>{t`Debrief ${after}`}</span>
    </p>
  );
}

function useReasons({ stage, part, parts, days_since_last }: Candidate, rep: DeskRep): string[] {
  const { t } = useLingui();
  const first = rep.rep.name.split(" ")[0];
  return [
    stage && t`Right stage: ${stage}`,
    t`both free around it`,
    parts > 1 && t`fills part ${part} of ${parts} of the period`,
    days_since_last === undefined ? t`the first with ${first}` : plural(days_since_last, { one: "# day since the last one", other: "# days since the last one" }),
  ].filter((reason) => typeof reason === "string");
}
