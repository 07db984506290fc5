import { plural } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { PersonRef, TeamCounts, TeamRep } from "@/api";
import { Badge, type Beat, Beats, Button, type Column, DateTime, Link, PersonChip, Table } from "@/ui";

export function RepTable({ reps, onPlan }: { reps: TeamRep[]; onPlan?: (rep: PersonRef) => void }) {
  const { t } = useLingui();
  const columns: Column<TeamRep>[] = [
    { key: "rep", title: t`Rep`, is_row_header: true, className: "sm:w-72", cell: (rep) => <PersonChip person={rep.person} detail={[rep.job_role, rep.tenure_band].filter(Boolean).join(" · ")} /> },
    { key: "weeks", title: t`Held`, className: "sm:w-44", cell: (rep) => <LastFourWeeks rep={rep} /> },
    { key: "focus", title: t`Working on`, cell: (rep) => rep.focus_skill ?? <span className="text-faint">{t`No focus skill yet`}</span> },
    {
      key: "open",
      title: t`Commitments`,
      hide_narrow: true,
      cell: (rep) => <span className={rep.open_commitments === 0 ? "text-faint" : undefined}>{plural(rep.open_commitments, { 0: "None open", one: "# open", other: "# open" })}</span>,
    },
    { key: "last", title: t`Last held`, hide_narrow: true, cell: (rep) => (rep.last_held_at ? <DateTime at={rep.last_held_at} show="relative" /> : <span className="text-faint">{t`Never`}</span>) },
    {
      key: "next",
      title: t`Next`,
      cell: (rep) =>
        rep.next_session ? (
          <Link href={`/sessions/${rep.next_session.id}`} className="inline-flex min-h-6 items-center">
            <DateTime at={rep.next_session.starts_at} />
          </Link>
        ) : onPlan ? (
          <Button size="small" onClick={() => onPlan(rep.person)} aria-label={t`Plan a conversation with ${rep.person.name}`}>
            <Trans>Plan</Trans>
          </Button>
        ) : (
          <span className="text-faint">{t`None planned`}</span>
        ),
    },
  ];
  return <Table caption={t`Reps of this team`} columns={columns} rows={reps} row_key={(rep) => rep.person.id} />;
}

function beats_of({ owed, held, short, excused, cancelled, missed }: TeamCounts): Beat[] {
  const rest = Math.max(0, owed - held - short - excused - cancelled - missed);
  const repeat = (beat: Beat, count: number) => Array<Beat>(count).fill(beat);
  return [...repeat("held", held), ...repeat("short", short), ...repeat("excused", excused + cancelled), ...repeat("missed", missed), ...repeat("pending", rest)];
}

function LastFourWeeks({ rep }: { rep: TeamRep }) {
  const { t } = useLingui();
  const weeks = rep.last_four_weeks;
  const label = t`${weeks.held} of ${weeks.owed} held, ${weeks.short} short, ${weeks.excused} excused, ${weeks.cancelled} cancelled, ${weeks.missed} missed`;
  return (
    <div className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
      <span className="min-w-8">
        <Beats beats={beats_of(weeks)} label={label} />
      </span>
      <span className="tabular text-soft" aria-hidden>
        {weeks.owed === 0 ? t`Nothing owed` : t`${weeks.held} of ${weeks.owed}`}
      </span>
      {rep.weeks_without > 0 && (
        <Badge tone="bad">
          <Plural value={rep.weeks_without} one="# week without" other="# weeks without" />
        </Badge>
      )}
    </div>
  );
}
