// How good a proposal is: what it costs and at least would, term by term; what it breaks; what is remarked of the whole.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import Info from "lucide-react/icons/info";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { Badge, Card, number_text } from "@/ui";
import type { MixResult, Proposal } from "./wire";
import { quality_text } from "./words";

export function ResultCard({ result, data }: { result: MixResult; data: Proposal }) {
  const { t } = useLingui();
  const terms = result.terms.filter(({ cost }) => cost !== 0);
  return (
    <Card className="mb-7 grid gap-5">
      <dl className="tabular grid grid-cols-2 gap-x-8 gap-y-3 sm:grid-cols-4">
        <Figure label={t`Circles`} value={number_text(result.circles)} note={result.cross_circles > 0 ? t`${result.cross_circles} across roles` : undefined} />
        <Figure label={t`People`} value={number_text(result.people)} />
        <Figure label={t`Waiting`} value={number_text(result.waiting)} />
        <Figure label={t`Cost`} value={number_text(result.cost)} note={result.is_proven ? undefined : quality_text(result)}>
          {result.is_proven && (
            <Badge tone="accent">
              <Trans>Proven best</Trans>
            </Badge>
          )}
        </Figure>
      </dl>
      {terms.length > 0 && (
        <details className="text-sm">
          <summary className="min-h-6 cursor-pointer text-soft">
            <Trans>What the cost is made of</Trans>
          </summary>
          <ul className="tabular mt-2 grid max-w-xl gap-1">
            {terms.map(({ term, words, cost }) => (
              <li key={term} className="flex justify-between gap-6">
                <span>{words}</span>
                <span className="text-soft">{number_text(cost)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <Notes result={result} {...data} />
    </Card>
  );
}

function Notes({ result, remarks, outsiders, facts_changed }: { result: MixResult } & Pick<Proposal, "remarks" | "outsiders" | "facts_changed">) {
  const { t } = useLingui();
  if (remarks.length + result.violations.length + outsiders.length === 0 && !facts_changed) return null;
  return (
    <ul className="grid gap-1 text-sm">
      {result.violations.map(({ rule, words, count }) => (
        <Note key={rule} is_warning>{t`${words}: ${count}`}</Note>
      ))}
      {outsiders.length > 0 && (
        <Note is_warning>
          <Plural value={outsiders.length} one="# person in it cannot be in a circle any more:" other="# people in it cannot be in a circle any more:" /> {outsiders.map(({ name }) => name).join(", ")}
        </Note>
      )}
      {facts_changed && (
        <Note is_warning>
          <Trans>What is known of people has changed since it was computed: compute another, or look at it with that in mind.</Trans>
        </Note>
      )}
      {remarks.map((remark) => (
        <Note key={remark}>{remark}</Note>
      ))}
    </ul>
  );
}

function Note({ is_warning = false, children }: { is_warning?: boolean; children: React.ReactNode }) {
  const Icon = is_warning ? TriangleAlert : Info;
  return (
    <li className={is_warning ? "flex items-start gap-2 text-warn" : "flex items-start gap-2 text-soft"}>
      <Icon size={15} aria-hidden className="mt-0.5 shrink-0" />
      <span>{children}</span>
    </li>
  );
}

function Figure({ label, value, note, children }: { label: string; value: string; note?: string; children?: React.ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-soft">{label}</dt>
      <dd className="mt-0.5">
        <span className="title text-2xl">{value}</span>
        {note && <span className="block text-xs text-faint">{note}</span>}
        {children && <span className="mt-1 block">{children}</span>}
      </dd>
    </div>
  );
}
