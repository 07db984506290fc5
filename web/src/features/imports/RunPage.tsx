import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api, type ImportReport } from "@/api";
import { ErrorState, Loading, Page, Section } from "@/ui";
import { Report } from "./Report";

export function RunPage() {
  const { t } = useLingui();
  const { run_id } = useParams({ from: "/shell/imports/runs/$run_id" });
  const run = useQuery({ queryKey: ["imports", "run", run_id], queryFn: () => api.get<ImportReport>(`/api/import-runs/${run_id}`) });
  return (
    <Page title={run.data?.file_name ?? t`Import`} breadcrumb={[{ label: t`Imports`, href: "/imports" }]} lead={run.data?.kind.replaceAll("-", " ")}>
      {run.isPending ? <Loading /> : run.isError ? <ErrorState error={run.error} retry={() => void run.refetch()} /> : <Section title={run.data.applied ? t`What it did` : t`What it would do`}><Report report={run.data} /></Section>}
    </Page>
  );
}
