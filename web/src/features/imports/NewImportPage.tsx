// A file in three steps: choose it, look at what it would do, apply it. Nothing changes before the third.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useId, useState } from "react";
import { ApiError, importsQuery, type ImportReport, request } from "@/api";
import { problem_text, useAct } from "@/shell/act";
import { Button, Field, Input, Page, Section, Select } from "@/ui";
import { FileDrop } from "./FileDrop";
import { type Choice, MappingChoice } from "./MappingChoice";
import { Report } from "./Report";

/** Everything that is wrong with a file or mapping, each with its place. */
function faults_of(error: unknown): string[] {
  const found = error instanceof ApiError ? (error.problem.errors ?? []).map((one) => one.detail) : [];
  return found.length > 0 ? found : [problem_text(error)];
}

export function NewImportPage() {
  const { t } = useLingui();
  const router = useRouter();
  const id = useId();
  const search = useSearch({ from: "/shell/imports/new" });
  const sources = useQuery(importsQuery).data?.sources ?? [];
  const [kind, set_kind] = useState(search.kind ?? "roster");
  const [choice, set_choice] = useState<Choice>({});
  const [effective_on, set_effective_on] = useState("");
  const [file, set_file] = useState<File>();
  const [report, set_report] = useState<ImportReport>();

  // The bytes go as they are: the server finds out about encodings, and a large file is never a text in the page.
  const send = async (path: string, chosen: File) => {
    const own = choice.own?.file;
    const query = { file_name: chosen.name, mapping: choice.mapping, mapping_bytes: own?.size, effective_on: kind === "roster" ? effective_on : undefined };
    const content = new Blob(own ? [own, chosen] : [chosen]);
    return (await request<ImportReport>("POST", path, { query, raw: { type: "text/csv", content }, idempotencyKey: crypto.randomUUID() })).data;
  };
  const preview = useAct<File, ImportReport>({ run: (chosen) => send(`/api/imports/${kind}/preview`, chosen), done: set_report, quiet_errors: true });
  const apply = useAct<File, ImportReport>({
    run: (chosen) => send(`/api/imports/${kind}`, chosen),
    says: (result) => t`Imported ${result.file_name}.`,
    refreshes: [["imports"], ["unmatched"], ["people"], ["home"], ["cadence"], ["team"]],
    done: (result) => (result.run_id ? router.history.push(`/imports/runs/${result.run_id}`) : set_report(result)),
  });
  const look_at = (chosen: File) => {
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
                set_choice({});
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
          {kind === "roster" && (
            <Field label={t`Effective on`} hint={t`From this day its changes of manager and role hold. Empty: today.`}>
              <Input
                type="date"
                value={effective_on}
                onChange={(event) => {
                  set_effective_on(event.target.value);
                  begin_again();
                }}
              />
            </Field>
          )}
          <MappingChoice
            kind={kind}
            choice={choice}
            onChange={(next) => {
              set_choice(next);
              begin_again();
            }}
          />
        </div>
        {(!choice.own || choice.own.name) && <FileDrop label={t`CSV file`} file_name={file?.name} onFile={look_at} />}
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
            <>
              {preview.isError && (
                <ul role="alert" className="mb-3 grid gap-1 rounded-lg bg-bad-soft px-3 py-2 text-sm text-bad">
                  {faults_of(preview.error).map((fault) => (
                    <li key={fault}>{fault}</li>
                  ))}
                </ul>
              )}
              <Button onClick={() => preview.mutate(file)}>
                <Trans>Look at it again</Trans>
              </Button>
            </>
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
