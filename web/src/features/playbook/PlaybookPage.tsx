// The rules in force, to read: what is owed, how a conversation runs, what is coached, which numbers decide.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { playbookQuery, type Playbook } from "@/api";
import { has_role, useMe } from "@/shell/me";
import { as_written, ButtonLink, ErrorState, Loading, LocalDate, Page, Tabs } from "@/ui";
import { Cadences } from "./Cadences";
import { Skills } from "./Skills";
import { SessionTypes } from "./SessionTypes";
import { Thresholds } from "./Thresholds";

export function PlaybookPage() {
  const { t } = useLingui();
  const me = useMe();
  const playbook = useQuery(playbookQuery);
  return (
    <Page
      title={t`Playbook`}
      lead={
        playbook.data && (
          <Trans>
            {as_written(playbook.data.name)}, in force since <LocalDate date={playbook.data.effective_from} />. Everything that is due follows from these rules and from what happened.
          </Trans>
        )
      }
      actions={
        <>
          <ButtonLink href="/playbook/versions">
            <Trans>Versions</Trans>
          </ButtonLink>
          {has_role(me, "enablement", "executive") && (
            <ButtonLink href="/playbook/edit" look="primary">
              <Trans>Edit</Trans>
            </ButtonLink>
          )}
        </>
      }
    >
      {playbook.isPending ? <Loading lines={8} /> : playbook.isError ? <ErrorState error={playbook.error} retry={() => void playbook.refetch()} /> : <Parts playbook={playbook.data} />}
    </Page>
  );
}

function Parts({ playbook }: { playbook: Playbook }) {
  const { t } = useLingui();
  const { part } = useSearch({ from: "/shell/playbook" });
  const navigate = useNavigate();
  const tabs = [
    { key: "conversations", label: t`Conversations`, content: <SessionTypes types={playbook.session_types} /> },
    { key: "owed", label: t`What is owed`, content: <Cadences playbook={playbook} /> },
    { key: "skills", label: t`Skills and drills`, content: <Skills playbook={playbook} /> },
    { key: "numbers", label: t`Numbers that decide`, content: <Thresholds playbook={playbook} /> },
  ];
  const value = tabs.some(({ key }) => key === part) ? (part as string) : "conversations";
  return <Tabs label={t`Parts of the playbook`} tabs={tabs} value={value} onChange={(next) => void navigate({ to: "/playbook", search: { part: next === "conversations" ? undefined : next }, replace: true, resetScroll: false })} />;
}
