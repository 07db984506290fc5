// After the hour: what was said is still here for who may read it, and for a day it can be added to.
import { Trans, useLingui } from "@lingui/react/macro";
import { Enps } from "@/features/pulse/Enps";
import { Badge, ButtonLink, DateTime, EmptyState, Section } from "@/ui";
import { AskedCommitment } from "./CheckIn";
import { CaseText } from "./CaseView";
import { Commit } from "./Commit";
import { FeedbackList } from "./Drills";
import { MeetingHeader } from "./MeetingHeader";
import { Chat, StageNotes } from "./Said";
import { first_name, useMeeting } from "./use_meeting";
import { may } from "./verbs";
import { attendances, meeting_states } from "./words";

export function ClosedView() {
  const { t, i18n } = useLingui();
  const { meeting } = useMeeting();
  const { next, notes, case_studies, check_in, feedback, messages } = meeting;
  const with_notes = meeting.agenda.filter(({ key }) => notes.some((note) => note.stage === key));
  const was_held = meeting.state === "held" || meeting.state === "running";
  const is_empty = !was_held && case_studies.length + notes.length + messages.length + meeting.commitments.length === 0;
  return (
    <div className="page-grid mx-auto w-full max-w-3xl px-4 pb-24 pt-5 sm:px-8 sm:pt-9 lg:pb-16">
      <MeetingHeader
        actions={
          next && (
            <ButtonLink href={`/circle-meetings/${next.id}`} look="primary">
              <Trans>The next session</Trans>
            </ButtonLink>
          )
        }
      />
      <p className="mb-7 mt-1 flex flex-wrap items-center gap-2 text-soft">
        <DateTime at={meeting.started_at ?? meeting.starts_at} zone={meeting.time_zone} />
        <Badge tone={meeting_states[meeting.state].tone}>{i18n._(meeting_states[meeting.state].name)}</Badge>
      </p>
      {meeting.reads === "own" && (
        <p className="mb-7 rounded-xl border border-line bg-surface px-4 py-3 text-sm text-soft">
          <Trans>You are no longer in this circle. What you wrote stays yours; what others wrote is not shown any more.</Trans>
        </p>
      )}
      {is_empty && (
        <EmptyState title={meeting.state === "called_off" ? <Trans>This session was called off.</Trans> : <Trans>This session did not take place.</Trans>}>
          {next && (
            <Trans>
              The next one is <DateTime at={next.starts_at} />.
            </Trans>
          )}
        </EmptyState>
      )}
      {was_held && meeting.reads === "all" && <Enps meeting_id={meeting.id} />}
      {!is_empty && (
        <Section className="mt-8" title={<Trans>Commitments</Trans>} lead={next ? t`The next session opens on them.` : undefined}>
          <Commit />
        </Section>
      )}
      {check_in.length > 0 && (
        <Section title={<Trans>Asked this time</Trans>}>
          <div className="grid gap-4">
            {check_in.map((commitment) => (
              <AskedCommitment key={commitment.id} commitment={commitment} />
            ))}
          </div>
        </Section>
      )}
      {case_studies.map((study) => (
        <Section key={study.id} title={t`The case of ${study.author.name}`}>
          <CaseText study={study} />
        </Section>
      ))}
      {feedback.length > 0 && (
        <Section title={<Trans>Feedback on the drill</Trans>}>
          <FeedbackList />
        </Section>
      )}
      {(may(meeting, "note") ? meeting.agenda.filter(({ entered_at }) => entered_at) : with_notes).map((stage) => (
        <Section key={stage.key} title={t`Notes: ${stage.name}`}>
          <StageNotes stage={stage} />
        </Section>
      ))}
      {messages.length > 0 && (
        <div className="mb-9">
          <Chat />
        </div>
      )}
      {was_held && meeting.reads === "all" && (
        <Section title={<Trans>Who was there</Trans>}>
          <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-sm">
            {meeting.members.map((member) => (
              <li key={member.id} className="flex items-center gap-1.5">
                {first_name(member)}
                <Badge tone={attendances[member.attendance].tone}>{i18n._(attendances[member.attendance].name)}</Badge>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
