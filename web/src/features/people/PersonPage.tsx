// One person: who they are now, what has happened with them, where they have been.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import Plus from "lucide-react/icons/plus";
import type { ReactNode } from "react";
import { personQuery, type PersonDetail } from "@/api";
import { PlanConversation } from "@/features/team/PlanConversation";
import { has_role, useMe } from "@/shell/me";
import { Badge, Button, ErrorState, Loading, LocalDate, Page, PersonChip, Section } from "@/ui";
import { AssignmentHistory } from "./AssignmentHistory";
import { ErasePerson, erased_name } from "./ErasePerson";
import { useJobRoleName } from "./job_roles";
import { Timeline } from "./Timeline";
import { TimeOffList } from "./TimeOffList";

export function PersonPage() {
  const { t } = useLingui();
  const me = useMe();
  const { person_id } = useParams({ from: "/shell/people/$person_id" });
  const person = useQuery(personQuery(person_id));
  const { plan } = useSearch({ from: "/shell/people/$person_id" });
  const navigate = useNavigate();
  const is_me = person_id === me.person.id;
  const may_plan = has_role(me, "manager") && person.data?.manager?.id === me.person.id;
  const set_plan = (kind: string | undefined) => void navigate({ to: "/people/$person_id", params: { person_id }, search: { plan: kind }, replace: true });
  return (
    <Page
      title={person.data?.name ?? (is_me ? me.person.name : t`Person`)}
      breadcrumb={is_me ? undefined : [{ label: t`People`, href: "/people" }]}
      lead={person.data && <PersonLead person={person.data} />}
      actions={
        may_plan && (
          <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={() => set_plan("weekly_one_on_one")}>
            <Trans>Plan a conversation</Trans>
          </Button>
        )
      }
    >
      {person.isPending ? <Loading lines={6} /> : person.isError ? <ErrorState error={person.error} retry={() => void person.refetch()} /> : <PersonBody person={person.data} />}
      {may_plan && plan && person.data && <PlanConversation reps={[{ id: person.data.id, name: person.data.name }]} rep={person.data} kind={plan} onClose={() => set_plan(undefined)} />}
    </Page>
  );
}

function PersonLead({ person }: { person: PersonDetail }) {
  const job_role_name = useJobRoleName();
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span>{[job_role_name(person.job_role), person.segment, person.region].filter(Boolean).join(" · ")}</span>
      {person.is_top_performer && (
        <Badge tone="accent">
          <Trans>Top performer</Trans>
        </Badge>
      )}
      {!person.is_active && person.leave_date && (
        <Badge>
          <Trans>
            Left <LocalDate date={person.leave_date} />
          </Trans>
        </Badge>
      )}
    </span>
  );
}

function PersonBody({ person }: { person: PersonDetail }) {
  const { t } = useLingui();
  const me = useMe();
  return (
    <div className="grid grid-cols-1 gap-x-12 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <Section title={t`Timeline`}>
        <Timeline person_id={person.id} />
      </Section>
      <div>
        <Section title={t`Details`}>
          <Facts person={person} />
        </Section>
        <Section title={t`Time off`}>
          <TimeOffList person={person} />
        </Section>
        <Section title={t`Where they have been`}>
          <AssignmentHistory assignments={person.assignments} />
        </Section>
        {has_role(me, "admin") && !person.is_active && person.leave_date && person.name !== erased_name && (
          <Section title={t`Erase`}>
            <ErasePerson person={person} />
          </Section>
        )}
      </div>
    </div>
  );
}

function Facts({ person }: { person: PersonDetail }) {
  const { t } = useLingui();
  const facts: [string, ReactNode][] = [
    [t`Manager`, person.manager ? <PersonChip person={person.manager} size="small" /> : t`Nobody`],
    [t`E-mail`, person.email],
    [t`Time zone`, person.time_zone?.replaceAll("_", " ")],
    [t`Working hours`, person.working_hours && t`${person.working_hours.from} to ${person.working_hours.to}`],
    [t`Joined`, person.hire_date && <LocalDate key="hire" date={person.hire_date} />],
    ...person.certifications.map((certification): [string, ReactNode] => [
      certification.kind === "coach" ? t`Certified coach` : t`Certified facilitator`,
      certification.to ? (
        <Trans key={certification.kind}>
          until <LocalDate date={certification.to} />
        </Trans>
      ) : (
        <Trans key={certification.kind}>
          since <LocalDate date={certification.from} />
        </Trans>
      ),
    ]),
    ...person.external_ids.map((external): [string, ReactNode] => [external.system.toUpperCase(), <span key={external.value} className="font-mono text-xs">{external.value}</span>]),
  ];
  return (
    <dl className="grid gap-2.5 text-sm">
      {facts
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div key={label} className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-baseline gap-2">
            <dt className="text-faint">{label}</dt>
            <dd className="min-w-0">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
