import { useLingui } from "@lingui/react/macro";
import { Field, Select } from "@/ui";
import { quarter_name } from "./words";

/** The closed quarters, newest first. Nothing while there is none to choose from. */
export function QuarterChoice({ quarters, quarter, onChange }: { quarters: string[]; quarter?: string; onChange: (quarter: string) => void }) {
  const { t } = useLingui();
  if (quarters.length === 0) return null;
  return (
    <Field label={t`Quarter`} className="no-print w-36">
      <Select value={quarter ?? quarters[0]} onChange={(event) => onChange(event.target.value)} className="!h-9 text-sm">
        {quarters.map((each) => (
          <option key={each} value={each}>
            {quarter_name(each)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
