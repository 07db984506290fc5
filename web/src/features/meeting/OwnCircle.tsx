// My circle on my own page: when we meet next, my case study, my commitments and the one I take into my 1:1.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { slot_text, zone_name } from "@/features/season/words";
import { useMe } from "@/shell/me";
import { Badge, Button, ButtonLink, Card, date_text, DateTime, ErrorState, LocalDate, Link, Loading, Section } from "@/ui";
import { OutcomeBadge } from "./CheckIn";
import { roomQuery } from "./queries";
import { useCommitments } from "./use_commitments";
import type { CircleCommitment, MeetingRow, MyCircle } from "./wire";
import { meeting_states } from "./words";

export function OwnCircle({ circle }: { circle: MyCircle }) {
  const { t } = useLingui();
  const me = useMe();
  const room = useQuery(roomQuery(circle.id));
  const { slot, next, members } = circle;
  const others = members.filter(({ id }) => id !== me.person.id);
  const mine = room.data?.commitments.filter((commitment) => commitment.mine) ?? [];
  const over = room.data?.meetings.filter(({ state }) => state !== "planned" && state !== "running") ?? [];
  const [off, past] = [over.filter((meeting) => is_coming(meeting, next)), over.filter((meeting) => !is_coming(meeting, next))];
  return (
    <>
      <Section title={circle.name} aside={t`until ${date_text(circle.last_day)}`}>
        <Card className="grid gap-4">
          <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
            <div>
              {next ? <NextSession next={next} /> : <p className="text-soft"><Trans>No session is planned.</Trans></p>}
              <p className="mt-1 text-sm text-faint">
                {slot_text({ weekday: slot.weekday, starts_at_local: slot.starts })} {zone_name(slot.time_zone)} · <Plural value={slot.every_weeks} one="every week" other="every # weeks" /> · <Plural value={slot.minutes} one="# min" other="# min" />
              </p>
            </div>
            {next && (
              <ButtonLink href={`/circle-meetings/${next.id}`} look="primary">
                {next.state === "running" ? <Trans>Join</Trans> : <Trans>Prepare</Trans>}
              </ButtonLink>
            )}
          </div>
          <p className="text-sm text-soft">{new Intl.ListFormat(undefined, { type: "conjunction" }).format([t`You`, ...others.map(({ name }) => name)])}</p>
          {off.length > 0 && (
            <p className="text-sm text-faint">
              <Trans>Called off:</Trans>{" "}
              {off.map(({ id, starts_at }, place) => (
                <Fragment key={id}>
                  {place > 0 && " · "}
                  <DateTime at={starts_at} show="day" />
                </Fragment>
              ))}
            </p>
          )}
        </Card>
        {circle.two_missed && (
          <p role="note" className="mt-3 rounded-xl border border-line px-4 py-3 text-sm text-soft">
            <Trans>
              You could not make the last two. Does the time still suit you? You can <Link href="/circles?part=profile" className="underline">change your free hours</Link>, say before a session that you cannot come, or leave the circle. Nobody else is told.
            </Trans>
          </p>
        )}
      </Section>
      {room.isPending ? (
        <Loading lines={2} />
      ) : room.isError ? (
        <ErrorState error={room.error} retry={() => void room.refetch()} />
      ) : (
        <>
          <Section title={<Trans>My commitments</Trans>} lead={t`Your circle reads them. Your manager reads one only if you take it into your 1:1 yourself.`}>
            {mine.length === 0 ? (
              <p className="text-sm text-faint">
                <Trans>Nothing is open. What you commit to in a session stands here until you say what became of it.</Trans>
              </p>
            ) : (
              <ul aria-label={t`My commitments`} className="divide-y divide-line">
                {mine.map((commitment) => (
                  <OwnCommitment key={commitment.id} commitment={commitment} />
                ))}
              </ul>
            )}
          </Section>
          <PastSessions meetings={past} />
        </>
      )}
    </>
  );
}

/** Of those that will not be: whether its day is still to come. */
const is_coming = (meeting: MeetingRow, next?: MeetingRow) => meeting.state === "called_off" && next !== undefined && meeting.starts_at > next.starts_at;

function NextSession({ next }: { next: MeetingRow }) {
  const { t } = useLingui();
  const me = useMe();
  return (
    <>
      <p className="title text-xl">{next.state === "running" ? <Trans>It is running now</Trans> : <DateTime at={next.starts_at} />}</p>
      <p className="text-sm text-soft">
        {t`Session ${next.number}`}
        {next.facilitator && <> · {next.facilitator.id === me.person.id ? t`you lead` : t`${next.facilitator.name} leads`}</>}
        {next.mine === "excused" && <> · {t`you said that you cannot come`}</>}
      </p>
    </>
  );
}

export function OwnCommitment({ commitment }: { commitment: CircleCommitment }) {
  const { carry, is_busy } = useCommitments();
  const { text, due_on, outcome, taken_to } = commitment;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="said text-lg leading-snug">“{text}”</p>
        <p className="mt-0.5 flex flex-wrap items-center gap-2 text-sm text-faint">
          <span>
            <Trans>
              by <LocalDate date={due_on} year={false} />
            </Trans>
          </span>
          {outcome && <OutcomeBadge outcome={outcome} />}
        </p>
      </div>
      {taken_to ? (
        <p className="text-sm text-soft">
          <Link href={`/sessions/${taken_to.session_id}`}>
            {taken_to.starts_at ? (
              <Trans>
                In your 1:1 on <DateTime at={taken_to.starts_at} show="day" />
              </Trans>
            ) : (
              <Trans>In your 1:1</Trans>
            )}
          </Link>
        </p>
      ) : (
        <Button size="small" busy={is_busy} onClick={() => void carry(commitment)}>
          <Trans>Take it into my 1:1</Trans>
        </Button>
      )}
    </li>
  );
}

function PastSessions({ meetings }: { meetings: MeetingRow[] }) {
  const { t, i18n } = useLingui();
  if (meetings.length === 0) return null;
  return (
    <Section title={<Trans>Past sessions</Trans>}>
      <ul aria-label={t`Past sessions`} className="divide-y divide-line">
        {meetings.toReversed().map((meeting) => (
          <li key={meeting.id}>
            <Link href={`/circle-meetings/${meeting.id}`} look="plain" className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 rounded-lg py-1.5 text-sm hover:bg-sunken">
              <span className="font-medium">{t`Session ${meeting.number}`}</span>
              <span className="text-soft">
                <DateTime at={meeting.starts_at} show="day" />
              </span>
              <Badge tone={meeting_states[meeting.state].tone}>{i18n._(meeting_states[meeting.state].name)}</Badge>
              {meeting.state === "held" && <span className="tabular text-faint">{t`${meeting.present} there`}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
