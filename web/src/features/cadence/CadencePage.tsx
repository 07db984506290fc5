// Managers by weeks: where the conversations that are owed happen. Who needs help comes first; drilling down shows metadata only.
import { Trans, useLingui } from "@lingui/react/macro";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import Printer from "lucide-react/icons/printer";
import { useEffect } from "react";
import { cadenceQuery, type Cadence } from "@/api";
import { Button, ButtonLink, EmptyState, ErrorState, Loading, Page, Section } from "@/ui";
import { AttentionList } from "./AttentionList";
import { CadenceGrid } from "./CadenceGrid";
import { CellDrawer } from "./CellDrawer";
import { Legend } from "./Legend";
import { RangeControl } from "./RangeControl";

export function CadencePage() {
  const { t } = useLingui();
  const search = useSearch({ from: "/shell/cadence" });
  const navigate = useNavigate();
  const range = { weeks: search.weeks ?? 13, until: search.until, kind: search.kind ?? "weekly_one_on_one" };
  const cadence = useQuery({ ...cadenceQuery(range), placeholderData: keepPreviousData });
  const has_data = cadence.data !== undefined;
  useEffect(() => {
    if (has_data && window.location.hash === "#attention") document.getElementById("attention")?.scrollIntoView();
  }, [has_data]);

  const go = (next: Partial<typeof search>) => void navigate({ to: "/cadence", search: { ...search, ...next }, replace: true, resetScroll: false });
  const open_cell = cadence.data?.managers.find((row) => row.manager && row.manager.id === search.manager)?.manager;

  return (
    <Page
      title={t`Cadence`}
      width="wide"
      lead={<Trans>What was owed each week, and what became of it. Excused and cancelled are counted in columns of their own.</Trans>}
      actions={
        <Button className="max-sm:hidden" icon={<Printer size={16} aria-hidden />} onClick={() => window.print()}>
          <Trans>Print</Trans>
        </Button>
      }
    >
      <RangeControl weeks={range.weeks} kind={range.kind} until={range.until} last_week={cadence.data?.weeks.at(-1)} onChange={go} />
      {cadence.isPending ? (
        <Loading lines={10} />
      ) : cadence.isError ? (
        <ErrorState error={cadence.error} retry={() => void cadence.refetch()} />
      ) : cadence.data.managers.length === 0 ? (
        <EmptyState
          title={<Trans>No manager has a rep who is owed a conversation.</Trans>}
          action={
            <ButtonLink href="/playbook">
              <Trans>See what the playbook owes</Trans>
            </ButtonLink>
          }
        >
          <Trans>Each manager will stand here as a row, each week as a column.</Trans>
        </EmptyState>
      ) : (
        <CadenceBody cadence={cadence.data} marked={search.manager} onOpen={(manager, week) => go({ manager, week })} />
      )}
      {open_cell && search.week && <CellDrawer manager={open_cell} week={search.week} kind={range.kind} onClose={() => go({ week: undefined })} />}
    </Page>
  );
}

function CadenceBody({ cadence, marked, onOpen }: { cadence: Cadence; marked?: string; onOpen: (manager: string, week: string) => void }) {
  const { t } = useLingui();
  return (
    <>
      {cadence.attention.length > 0 && (
        <Section title={<span id="attention">{t`Where help is needed`}</span>}>
          <AttentionList attention={cadence.attention} />
        </Section>
      )}
      <Section title={t`Managers by weeks`} aside={<Legend />}>
        <CadenceGrid cadence={cadence} marked={marked} onOpen={onOpen} />
      </Section>
    </>
  );
}
