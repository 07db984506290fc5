// The deals a commitment is about: chosen from the rep's open ones, each shown with a way to take it back.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import X from "lucide-react/icons/x";
import { openOpportunitiesQuery } from "@/api";
import { Field, Select } from "@/ui";

const most = 5;

export interface NamedDealsProps {
  rep_id: string;
  chosen: string[];
  onChange: (keys: string[]) => void;
}

/** Not there where the CRM knows no open deal of this rep. */
export function NamedDeals({ rep_id, chosen, onChange }: NamedDealsProps) {
  const { t } = useLingui();
  const deals = useQuery(openOpportunitiesQuery(rep_id)).data?.items ?? [];
  if (deals.length === 0) return null;
  const name_of = (key: string) => deals.find((deal) => deal.key === key)?.name ?? key;
  return (
    <div className="grid gap-2">
      <Field label={<Trans>On which deals?</Trans>} optional>
        <Select value="" disabled={chosen.length === most} onChange={(event) => event.target.value && onChange([...chosen, event.target.value])}>
          <option value="">{chosen.length === 0 ? t`No deal in particular` : t`One more`}</option>
          {deals
            .filter(({ key }) => !chosen.includes(key))
            .map(({ key, name, stage }) => (
              <option key={key} value={key}>
                {name} · {stage}
              </option>
            ))}
        </Select>
      </Field>
      {chosen.length > 0 && (
        <ul aria-label={t`Deals it names`} className="flex flex-wrap gap-1.5">
          {chosen.map((key) => (
            <li key={key} className="inline-flex items-center gap-1 rounded-full bg-sunken pl-3 text-sm">
              {name_of(key)}
              <button
                type="button"
                aria-label={t`Not about ${name_of(key)}`}
                onClick={() => onChange(chosen.filter((other) => other !== key))}
                className="inline-flex size-7 cursor-pointer items-center justify-center rounded-full text-soft hover:text-ink"
              >
                <X size={14} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
