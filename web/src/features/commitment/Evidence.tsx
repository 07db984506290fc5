// What the data says about a commitment: each figure with its n and what it was before.
import { Trans, useLingui } from "@lingui/react/macro";
import type { GateCommitment } from "@/api";
import { number_text } from "@/ui";

const text_of = (value: string | number) => (typeof value === "number" ? number_text(value, 2) : value);

export function Evidence({ evidence }: { evidence: GateCommitment["evidence"] }) {
  const { t } = useLingui();
  if (evidence.length === 0)
    return (
      <p className="text-sm text-soft">
        <Trans>No data speaks to this one. What the rep says is the evidence.</Trans>
      </p>
    );
  return (
    <dl className="grid gap-4">
      {evidence.map(({ label, value, n, before }) => (
        <div key={label}>
          <dt className="text-sm text-soft">{label}</dt>
          <dd className="mt-0.5 flex flex-wrap items-baseline gap-x-2.5">
            <span className="title tabular text-xl">{text_of(value)}</span>
            {before !== undefined && (
              <span className="tabular text-sm text-faint">
                {t`before: ${text_of(before)}`}
              </span>
            )}
            {n !== undefined && <span className="tabular text-sm text-faint">n = {number_text(n)}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
