// A manager's reps: who has their rhythm, who has not, and the one thing each is working on.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import { teamQuery, type PersonRef, type Team } from "@/api";
import { HoursAgainstBudget } from "@/features/capacity/HoursAgainstBudget";
import { has_role, useMe } from "@/shell/me";
import { Button, ButtonLink, EmptyState, ErrorState, Field, Loading, Page, Section, Select } from "@/ui";
import { PlanConversation } from "./PlanConversation";
import { RepTable } from "./RepTable";

export function TeamPage() {
  const { t } = useLingui();
  const me = useMe();
  const { manager, plan } = useSearch({ from: "/shell/team" });
  const navigate = useNavigate();
  const team = useQuery(teamQuery(manager));
  const [planning_with, set_planning_with] = useState<PersonRef | null>(null);
  const may_plan = has_role(me, "manager") && team.data?.manager.id === me.person.id;
  const is_planning = may_plan && (plan === true || planning_with !== null);
  const is_mine = !team.data || team.data.manager.id === me.person.id;
  const stop_planning = () => {
    set_planning_with(null);
    if (plan) void navigate({ to: "/team", search: { manager, plan: undefined }, replace: true });
  };

  return (
    <Page
      title={is_mine ? t`My team` : t`${team.data?.manager.name ?? ""}'s team`}
      width="wide"
      actions={
        <>
          {team.data && team.data.managers.length > 1 && <ManagerSelect team={team.data} onPick={(id) => void navigate({ to: "/team", search: { manager: id, plan: undefined } })} />}
          {may_plan && (
            <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={() => void navigate({ to: "/team", search: { manager, plan: true } })}>
              <Trans>Plan a conversation</Trans>
            </Button>
          )}
        </>
      }
    >
      {team.isPending ? (
        <Loading lines={7} />
      ) : team.isError ? (
        <ErrorState error={team.error} retry={() => void team.refetch()} />
      ) : team.data.reps.length === 0 ? (
        <EmptyState
          title={<Trans>Nobody reports here yet.</Trans>}
          action={
            has_role(me, "revops", "admin") ? (
              <ButtonLink href="/imports/new?kind=roster" look="primary">
                <Trans>Import the roster</Trans>
              </ButtonLink>
            ) : (
              <ButtonLink href="/people">
                <Trans>Look at all people</Trans>
              </ButtonLink>
            )
          }
        >
          <Trans>Each rep will stand here with their next conversation, the skill they work on and the last four weeks.</Trans>
        </EmptyState>
      ) : (
        <>
          {team.data.hours && (
            <Section title={t`Hours`}>
              <HoursAgainstBudget {...team.data.hours} />
            </Section>
          )}
          <Section title={t`Reps`} aside={<Trans>Last four weeks</Trans>}>
            <RepTable reps={team.data.reps} onPlan={may_plan ? set_planning_with : undefined} />
          </Section>
        </>
      )}
      {is_planning && team.data && <PlanConversation reps={team.data.reps.map((rep) => rep.person)} rep={planning_with ?? undefined} onClose={stop_planning} />}
    </Page>
  );
}

function ManagerSelect({ team, onPick }: { team: Team; onPick: (id: string) => void }) {
  const { t } = useLingui();
  return (
    <Field label={t`Manager`} hide_label className="w-52">
      <Select value={team.manager.id} onChange={(event) => onPick(event.target.value)} className="!h-9 text-sm">
        {!team.managers.some((manager) => manager.id === team.manager.id) && <option value={team.manager.id}>{team.manager.name}</option>}
        {team.managers.map((manager) => (
          <option key={manager.id} value={manager.id}>
            {manager.name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
