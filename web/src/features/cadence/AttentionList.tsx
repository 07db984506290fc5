import { Trans } from "@lingui/react/macro";
import type { Cadence } from "@/api";
import { PersonChip } from "@/ui";
import { attention_text } from "./attention_text";

/** Managers whose rhythm has broken, and what about it: to help, not to rank. */
export function AttentionList({ attention }: { attention: Cadence["attention"] }) {
  return (
    <ul className="divide-y divide-line rounded-xl border border-line bg-surface shadow-raised">
      {attention.map((item) => (
        <li key={`${item.manager?.id}-${item.kind}`} className="grid gap-x-6 gap-y-1 px-4 py-3 sm:grid-cols-[14rem_minmax(0,1fr)] sm:items-center">
          {item.manager ? <PersonChip person={item.manager} /> : <span className="text-soft"><Trans>No manager</Trans></span>}
          <p className="text-sm text-soft">{attention_text(item)}</p>
        </li>
      ))}
    </ul>
  );
}
