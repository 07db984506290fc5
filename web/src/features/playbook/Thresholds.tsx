import { Trans, useLingui } from "@lingui/react/macro";
import type { Playbook } from "@/api";
import { type Column, number_text, Section, Table } from "@/ui";

type Threshold = Playbook["thresholds"][number];

export function Thresholds({ playbook }: { playbook: Playbook }) {
  const { t } = useLingui();
  const { capacity } = playbook;
  const columns: Column<Threshold>[] = [
    { key: "name", title: t`Name`, is_row_header: true, cell: (threshold) => <span className="font-medium">{threshold.name}</span> },
    { key: "value", title: t`Value`, align: "end", cell: (threshold) => number_text(threshold.value, 2) },
    { key: "unit", title: t`Unit`, cell: (threshold) => threshold.unit },
    { key: "meaning", title: t`Meaning`, cell: (threshold) => <span className="text-soft">{threshold.meaning}</span> },
  ];
  return (
    <>
      <Section title={t`Thresholds`}>
        <Table caption={t`Thresholds`} columns={columns} rows={playbook.thresholds} row_key={(threshold) => threshold.key} />
      </Section>
      {playbook.triggers?.length > 0 && (
        <Section title={t`Triggers`} lead={<Trans>Each proposes something to the manager, once.</Trans>}>
          <ul className="grid gap-3">
            {playbook.triggers.map((trigger) => (
              <li key={trigger.key}>
                <h3 className="font-medium">{trigger.name}</h3>
                <p className="text-sm text-soft">{trigger.condition}</p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t`Capacity`}>
        <p className="text-soft">
          {t`A manager has ${number_text(capacity.budget_low, 1)} to ${number_text(capacity.budget_high, 1)} hours a week for coaching, and leads ${capacity.span_low} to ${capacity.span_high} people.`}
        </p>
      </Section>
    </>
  );
}
