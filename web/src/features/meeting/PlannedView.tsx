// Before the hour: when it is, who comes, my case study, and what it opens on.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Badge, Button, Card, DateTime, Section } from "@/ui";
import { AskedCommitment } from "./CheckIn";
import { CaseDraft } from "./CaseDraft";
import { MeetingHeader } from "./MeetingHeader";
import { first_name, useMeeting } from "./use_meeting";
import { attend, excuse, hand_over, may, start, take_over } from "./verbs";
import { attendances } from "./words";

export function PlannedView() {
  const { t } = useLingui();
  const { meeting, me } = useMeeting();
  const mine = meeting.check_in.filter((commitment) => commitment.mine);
  return (
    <div className="page-grid mx-auto w-full max-w-5xl px-4 pb-24 pt-5 sm:px-8 sm:pt-9 lg:pb-16">
      <MeetingHeader actions={<Acts />} />
      <p className="mt-1 text-soft">
        <DateTime at={meeting.starts_at} zone={meeting.time_zone} /> · <Plural value={meeting.minutes} one="# minute" other="# minutes" />
      </p>
      <div className="mt-8 grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="min-w-0">
          {may(meeting, "write_case") && (
            <Section title={me?.presents !== undefined ? t`Your case study: you present it this time` : t`Your case study`} lead={me?.presents === undefined ? t`It is not your turn to present, but it may be soon. What you write stays yours until then.` : undefined}>
              <CaseDraft key={meeting.id} meeting_id={meeting.id} held={meeting.my_case} />
            </Section>
          )}
          {mine.length > 0 && (
            <Section title={<Trans>It opens on what you said</Trans>}>
              <div className="grid gap-4">
                {mine.map((commitment) => (
                  <AskedCommitment key={commitment.id} commitment={commitment} />
                ))}
              </div>
            </Section>
          )}
        </div>
        <aside aria-label={t`The session`} className="grid content-start gap-6">
          <Who />
          <Outline />
        </aside>
      </div>
    </div>
  );
}

function Acts() {
  const { t } = useLingui();
  const { meeting, me, perform, is_busy } = useMeeting();
  const facilitator = meeting.facilitator ? first_name(meeting.facilitator) : "";
  return (
    <>
      {may(meeting, "excuse") && me?.attendance !== "excused" && (
        <Button onClick={() => void perform({ ...excuse, says: t`The circle knows that you cannot come. No reason was asked.`, undo: may(meeting, "attend") ? attend : undefined })}>
          <Trans>I cannot come</Trans>
        </Button>
      )}
      {may(meeting, "attend") && !me?.here && (
        <Button onClick={() => void perform(attend)}>
          <Trans>I am here</Trans>
        </Button>
      )}
      {may(meeting, "take_over") && <Button onClick={() => void perform({ ...take_over, says: t`You lead this session now.` })}>{facilitator ? t`${facilitator} is not here: I take over` : <Trans>I lead this session</Trans>}</Button>}
      {may(meeting, "start") && (
        <Button look="primary" busy={is_busy} onClick={() => void perform(start)}>
          <Trans>Begin</Trans>
        </Button>
      )}
    </>
  );
}

function Who() {
  const { t, i18n } = useLingui();
  const { meeting, live, perform } = useMeeting();
  const is_on_page = (id: string) => live.people.some((person) => person.id === id);
  return (
    <section aria-label={t`Who comes`}>
      <h2 className="mb-2 text-sm font-semibold">
        <Trans>Who comes</Trans>
      </h2>
      <ul className="grid gap-1.5 text-sm">
        {meeting.members.map((member) => (
          <li key={member.id} className="flex min-h-7 flex-wrap items-center gap-x-2">
            <span className={member.attendance === "excused" ? "text-faint" : "font-medium"}>{member.name}</span>
            {member.id === meeting.facilitator?.id && (
              <Badge tone="accent">
                <Trans>Leads</Trans>
              </Badge>
            )}
            {member.presents !== undefined && (
              <Badge>
                <Trans>Presents</Trans>
              </Badge>
            )}
            {member.attendance !== "expected" && <Badge tone={attendances[member.attendance].tone}>{i18n._(attendances[member.attendance].name)}</Badge>}
            {(member.here || is_on_page(member.id)) && member.attendance === "expected" && <span className="text-faint">{t`is here`}</span>}
            {meeting.is_facilitator && may(meeting, "handover") && member.id !== meeting.viewer_id && member.attendance !== "excused" && (
              <Button look="quiet" size="small" className="ml-auto" aria-label={t`Hand over to ${first_name(member)}`} onClick={() => void perform({ ...hand_over(member.id), says: t`${first_name(member)} leads the session now.` })}>
                <Trans>Hand over</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Outline() {
  const { t } = useLingui();
  const { meeting } = useMeeting();
  return (
    <Card>
      <h2 className="mb-2 text-sm font-semibold">
        <Trans>Agenda</Trans>
      </h2>
      <ol aria-label={t`Agenda`} className="grid gap-1.5 text-sm">
        {meeting.agenda.map((stage) => (
          <li key={stage.key} className="grid grid-cols-[1fr_auto] gap-3">
            <span>
              {stage.name}
              {stage.presenter && <span className="text-faint">: {first_name(stage.presenter)}</span>}
            </span>
            <span className="tabular text-faint">
              <Plural value={stage.minutes} one="# min" other="# min" />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
