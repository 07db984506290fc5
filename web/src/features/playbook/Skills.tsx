import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { Playbook } from "@/api";
import { EmptyState, Section } from "@/ui";

export function Skills({ playbook }: { playbook: Playbook }) {
  const { t } = useLingui();
  const competency_name = (key: string) => playbook.competencies.find((competency) => competency.key === key)?.name ?? key;
  return (
    <>
      <Section title={t`Competencies`}>
        {playbook.competencies.length === 0 ? (
          <EmptyState title={<Trans>The playbook names no competency.</Trans>}>
            <Trans>Competencies say in behaviours what good looks like; conversations pick one to work on.</Trans>
          </EmptyState>
        ) : (
          <ul className="grid gap-6">
            {playbook.competencies.map((competency) => (
              <li key={competency.key}>
                <h3 className="font-medium">{competency.name}</h3>
                <p className="text-soft">{competency.description}</p>
                <ul className="mt-1.5 grid list-disc gap-0.5 pl-5 text-sm text-soft">
                  {competency.behaviours.map((behaviour) => (
                    <li key={behaviour}>{behaviour}</li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t`Drills`}>
        {playbook.drills.length === 0 ? (
          <EmptyState title={<Trans>No drills yet.</Trans>} />
        ) : (
          <ul className="grid gap-5">
            {playbook.drills.map((drill) => (
              <li key={drill.key}>
                <h3 className="font-medium">
                  {drill.name}{" "}
                  <span className="text-sm font-normal text-faint">
                    {competency_name(drill.competency)} · <Plural value={drill.minutes} one="# minute" other="# minutes" />
                  </span>
                </h3>
                <Steps steps={drill.steps} />
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

function Steps({ steps }: { steps: string[] }) {
  return (
    <ol className="mt-1 grid list-decimal gap-0.5 pl-5 text-sm text-soft">
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}
