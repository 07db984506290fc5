// A file in three steps: choose it, look at what it would do, apply it. Nothing changes before the third.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useId, useState } from "react";
import { api, importsQuery, type ImportMapping, type ImportReport, type List, request } from "@/api";
import { useAct } from "@/shell/act";
import { Button, Field, Page, Section, Select } from "@/ui";
import { FileDrop } from "./FileDrop";
import { MappingTable } from "./MappingTable";
import { Report } from "./Report";

interface Chosen {
  name: string;
  text: string;
}

export function NewImportPage() {
  const { t } = useLingui();
  const router = useRouter();
  const id = useId();
  const search = useSearch({ from: "/shell/imports/new" });
  const sources = useQuery(importsQuery).data?.sources ?? [];
  const [kind, set_kind] = useState(search.kind ?? "roster");
  const mappings = useQuery({ queryKey: ["imports", "mappings", kind], queryFn: () => api.get<List<ImportMapping>>("/api/import-mappings", { kind }) }).data?.items ?? [];
  const [mapping_name, set_mapping_name] = useState<string>();
  const mapping = mappings.find(({ name }) => name === mapping_name) ?? mappings[0];
  const [file, set_file] = useState<Chosen>();
  const [report, set_report] = useState<ImportReport>();

  const send = async (path: string, { name, text }: Chosen) =>
    (await request<ImportReport>("POST", path, { query: { file_name: name, mapping: mapping?.name }, raw: { type: "text/csv", content: text }, idempotencyKey: crypto.randomUUID() })).data;
  const preview = useAct<Chosen, ImportReport>({ run: (chosen) => send(`/api/imports/${kind}/preview`, chosen), done: set_report });
  const apply = useAct<Chosen, ImportReport>({
    run: (chosen) => send(`/api/imports/${kind}`, chosen),
    says: (result) => t`Imported ${result.file_name}.`,
    refreshes: [["imports"], ["unmatched"], ["people"], ["home"], ["cadence"], ["team"]],
    done: (result) => (result.run_id ? router.history.push(`/imports/runs/${result.run_id}`) : set_report(result)),
  });
  const look_at = (chosen: Chosen) => {
    set_file(chosen);
    set_report(undefined);
    preview.mutate(chosen);
  };
  const begin_again = () => {
    set_file(undefined);
    set_report(undefined);
  };

  return (
    <Page title={t`Import a file`} breadcrumb={[{ label: t`Imports`, href: "/imports" }]}>
      <Section title={t`1. The file`}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t`What it holds`}>
            <Select
              value={kind}
              onChange={(event) => {
                set_kind(event.target.value);
                set_mapping_name(undefined);
                begin_again();
              }}
            >
              {(sources.length > 0 ? sources : [{ kind, label: kind }]).map((source) => (
                <option key={source.kind} value={source.kind}>
                  {source.label}
                </option>
              ))}
            </Select>
          </Field>
          {mappings.length > 1 && (
            <Field label={t`Columns`}>
              <Select
                value={mapping?.name}
                onChange={(event) => {
                  set_mapping_name(event.target.value);
                  begin_again();
                }}
              >
                {mappings.map((one) => (
                  <option key={one.name} value={one.name}>
                    {one.label}
                  </option>
                ))}
              </Select>
            </Field>
          )}
        </div>
        {mapping && <MappingTable mapping={mapping} />}
        <FileDrop label={t`CSV file`} file_name={file?.name} onFile={look_at} />
      </Section>
      {file && (
        <Section title={<span id={id}>{t`2. What it would do`}</span>}>
          {preview.isPending ? (
            <p role="status" className="text-sm text-soft">
              {t`Reading ${file.name}…`}
            </p>
          ) : report ? (
            <Report report={report} />
          ) : (
            <Button onClick={() => preview.mutate(file)}>
              <Trans>Look at it again</Trans>
            </Button>
          )}
        </Section>
      )}
      {file && report && !preview.isPending && (
        <Section title={t`3. Apply`}>
          <p className="mb-3 text-sm text-soft">
            {report.rejected_total > 0 ? <Trans>Rejected rows are left out; the others are taken. Importing the corrected file later changes only those.</Trans> : <Trans>Every row can be taken.</Trans>}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button look="primary" busy={apply.isPending} disabled={report.added + report.changed + report.unchanged === 0} onClick={() => apply.mutate(file)}>
              <Trans>Apply this import</Trans>
            </Button>
            <Button onClick={begin_again}>
              <Trans>Leave it</Trans>
            </Button>
          </div>
        </Section>
      )}
    </Page>
  );
}
