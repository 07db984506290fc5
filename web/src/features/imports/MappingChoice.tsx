// How the columns of a file are to be read: one of the program's mappings, an own one of an earlier import, or an own one from a file.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type ImportMapping, mappingsQuery } from "@/api";
import { buttonClass, Field, Link, Select } from "@/ui";
import { MappingTable } from "./MappingTable";

export interface OwnMapping {
  name: string;
  file: Blob;
}
/** What the server is told: `mapping` names one it knows, `own` is sent before the file. */
export interface Choice {
  mapping?: string;
  own?: OwnMapping;
}

const own_file = "own file";
const key_of = (mapping: ImportMapping) => mapping.sha256 ?? mapping.name;

export function MappingChoice({ kind, choice, onChange }: { kind: string; choice: Choice; onChange: (choice: Choice) => void }) {
  const { t } = useLingui();
  const mappings = useQuery(mappingsQuery(kind)).data?.items ?? [];
  const chosen = mappings.find((one) => key_of(one) === choice.mapping);
  const takes_own = mappings.length > 0 && kind !== "holidays";
  return (
    <>
      <Field label={t`Columns`} hint={t`How its columns are named. Where yours have other names, bring a mapping file of your own.`}>
        <Select
          value={choice.own ? own_file : (choice.mapping ?? "")}
          onChange={(event) => onChange(event.target.value === own_file ? { own: { name: "", file: new Blob() } } : { mapping: event.target.value || undefined })}
        >
          <option value="">{t`Whichever fits`}</option>
          {mappings.map((one) => (
            <option key={key_of(one)} value={key_of(one)}>
              {one.sha256 ? t`${one.label} (own)` : one.label}
            </option>
          ))}
          {takes_own && <option value={own_file}>{t`A mapping file of our own…`}</option>}
        </Select>
      </Field>
      {choice.own && (
        <div className="sm:col-span-2">
          <label className={buttonClass("secondary", "normal", "has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent")}>
            {choice.own.name ? <Trans>Choose another mapping</Trans> : <Trans>Choose the mapping file</Trans>}
            <input
              type="file"
              accept=".toml,text/plain"
              className="sr-only"
              onChange={(event) => {
                const file = event.target.files?.[0];
                if (file) onChange({ own: { name: file.name, file } });
                event.target.value = "";
              }}
            />
          </label>
          <span className="ml-3 text-sm text-faint [overflow-wrap:anywhere]">{choice.own.name || <Trans>A text file as docs/imports.md describes it.</Trans>}</span>
        </div>
      )}
      {chosen && (
        <div className="sm:col-span-2">
          <MappingTable mapping={chosen} />
          {takes_own && (
            <Link href={`/api/import-mappings/${kind}/${key_of(chosen)}`} className="mt-1 inline-flex min-h-6 items-center text-sm" download={`${chosen.name}.toml`}>
              <Trans>Download it to copy from</Trans>
            </Link>
          )}
        </div>
      )}
    </>
  );
}
