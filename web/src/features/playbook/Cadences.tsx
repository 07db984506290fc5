import { useLingui } from "@lingui/react/macro";
import type { Playbook } from "@/api";
import { Section } from "@/ui";

export function Cadences({ playbook }: { playbook: Playbook }) {
  const { t } = useLingui();
  const name_of = (key: string) => playbook.session_types.find((type) => type.key === key)?.name ?? key.replaceAll("_", " ");
  const bands = playbook.tenure_bands;
  return (
    <>
      <Section title={t`Who is owed what`}>
        <ul className="divide-y divide-line rounded-xl border border-line bg-surface shadow-raised">
          {playbook.cadences.map((cadence, index) => (
            <li key={index} className="grid gap-x-6 gap-y-0.5 px-4 py-3 sm:grid-cols-[12rem_minmax(0,1fr)]">
              <span className="font-medium">{name_of(cadence.session_type)}</span>
              <span className="text-soft">{cadence.summary}</span>
            </li>
          ))}
        </ul>
      </Section>
      {playbook.ride_alongs?.length > 0 && (
        <Section title={t`Ride-alongs`}>
          <ul className="divide-y divide-line rounded-xl border border-line bg-surface shadow-raised">
            {playbook.ride_alongs.map((rule, index) => (
              <li key={index} className="px-4 py-3 text-soft">
                {rule.summary}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t`Tenure bands`}>
        <ul className="flex flex-wrap gap-3">
          {bands.map((band) => (
            <li key={band.key} className="rounded-xl border border-line px-4 py-2.5">
              <span className="block font-medium">{band.name}</span>
              <span className="tabular text-sm text-faint">{band.to_month ? t`from month ${band.from_month} to month ${band.to_month}` : t`from month ${band.from_month}`}</span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
