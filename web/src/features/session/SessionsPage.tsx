// The conversations around today: what is coming, what was. Planning one and recording one start here.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import NotebookPen from "lucide-react/icons/notebook-pen";
import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import { api, teamQuery, type List, type SessionRow } from "@/api";
import { SessionStateBadge } from "@/features/people/SessionStateBadge";
import { PlanConversation } from "@/features/team/PlanConversation";
import { has_role, useMe } from "@/shell/me";
import { Badge, Button, date_text, DateTime, days_between, EmptyState, ErrorState, Link, Loading, local_date, monday_of, Page, Section } from "@/ui";
import { is_over } from "./conversation";
import { RecordDialog } from "./RecordDialog";

const days = (now: string, count: number) => new Date(Date.parse(now) + count * 86_400_000).toISOString().replace(/\.\d{3}Z$/, "Z");

export function SessionsPage() {
  const { t } = useLingui();
  const me = useMe();
  const [open, setOpen] = useState<"plan" | "record" | null>(null);
  const is_manager = has_role(me, "manager");
  const team = useQuery({ ...teamQuery(), enabled: is_manager });
  const range = { from: days(me.now, -35), to: days(me.now, 35) };
  const sessions = useQuery({
    queryKey: ["sessions", "list", range.from.slice(0, 10)],
    queryFn: ({ signal }) => api.get<List<SessionRow>>("/api/sessions", { ...range, limit: 200 }, signal),
  });
  const rows = sessions.data?.items ?? [];
  const coming = rows.filter((row) => !is_over(row)).sort((a, b) => a.starts_at.localeCompare(b.starts_at));
  const past = rows.filter(is_over).sort((a, b) => b.starts_at.localeCompare(a.starts_at));
  const reps = team.data?.reps.map((rep) => rep.person) ?? [];
  return (
    <Page
      title={t`Sessions`}
      lead={<Trans>Five weeks back and five weeks ahead.</Trans>}
      actions={
        is_manager && (
          <>
            <Button icon={<NotebookPen size={16} aria-hidden />} onClick={() => setOpen("record")}>
              <Trans>Record one</Trans>
            </Button>
            <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setOpen("plan")}>
              <Trans>Plan one</Trans>
            </Button>
          </>
        )
      }
    >
      {sessions.isPending ? (
        <Loading lines={6} />
      ) : sessions.error ? (
        <ErrorState error={sessions.error} retry={() => void sessions.refetch()} />
      ) : (
        <>
          <Section title={<Trans>Coming up</Trans>}>
            {coming.length > 0 ? (
              <Rows rows={coming} label={t`Coming up`} />
            ) : (
              <EmptyState
                title={<Trans>Nothing is planned.</Trans>}
                action={
                  is_manager && (
                    <Button look="primary" onClick={() => setOpen("plan")}>
                      <Trans>Plan one</Trans>
                    </Button>
                  )
                }
              >
                <Trans>Sessions appear here as soon as somebody plans them.</Trans>
              </EmptyState>
            )}
          </Section>
          {past.length > 0 && (
            <Section title={<Trans>Past</Trans>}>
              <Rows rows={past} label={t`Past`} />
            </Section>
          )}
        </>
      )}
      {open === "plan" && <PlanConversation reps={reps} onClose={() => setOpen(null)} />}
      {open === "record" && <RecordDialog reps={reps} onClose={() => setOpen(null)} />}
    </Page>
  );
}

/** The rows under the week they are in, in the order they come. */
function Rows({ rows, label }: { rows: SessionRow[]; label: string }) {
  const { t } = useLingui();
  const me = useMe();
  const this_monday = monday_of(local_date(me.now, me.time_zone));
  const weeks = new Map<string, SessionRow[]>();
  for (const row of rows) {
    const monday = monday_of(local_date(row.starts_at, me.time_zone));
    weeks.set(monday, [...(weeks.get(monday) ?? []), row]);
  }
  const name_of = (monday: string) => ({ [-7]: t`Last week`, 0: t`This week`, 7: t`Next week` })[days_between(this_monday, monday)] ?? t`Week of ${date_text(monday, false)}`;
  return [...weeks].map(([monday, in_week]) => (
    <div key={monday} className="mb-6">
      <h3 className="pb-1.5 text-xs font-medium text-faint">
        {name_of(monday)}
      </h3>
      <WeekRows rows={in_week} label={`${label}, ${name_of(monday)}`} />
    </div>
  ));
}

function WeekRows({ rows, label }: { rows: SessionRow[]; label: string }) {
  const me = useMe();
  return (
    <ul aria-label={label} className="divide-y divide-line rounded-xl border border-line bg-surface shadow-raised">
      {rows.map((row) => (
        <li key={row.id}>
          <Link href={`/sessions/${row.id}`} look="plain" className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-0.5 rounded-xl px-4 py-2.5 hover:bg-sunken sm:grid-cols-[11rem_1fr_1fr_9rem]">
            <span className="text-sm text-soft max-sm:order-1">
              <DateTime at={row.starts_at} />
              <span className="sm:hidden"> · {row.kind_name}</span>
            </span>
            <span className="font-medium max-sm:order-first">{row.rep.id === me.person.id ? row.manager.name : row.rep.name}</span>
            <span className="flex items-center gap-2 text-sm text-soft max-sm:hidden">
              {row.kind_name}
              {!row.counts_as_coaching && (
                <Badge tone="outline">
                  <Trans>Not coaching</Trans>
                </Badge>
              )}
            </span>
            <span className="justify-self-end max-sm:col-start-2 max-sm:row-span-2 max-sm:row-start-1 max-sm:self-center">
              <SessionStateBadge state={row.state} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
