// Whoever leads a manager opens a conversation about one of the card's numbers, without waiting for a rule to do it.
import { Trans, useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "@/api";
import { problem_text, useAct } from "@/shell/act";
import { Button, Dialog, Field, FormProblem, Select } from "@/ui";
import type { CalibrationDetail, CardOf, Measure } from "./scorecard";
import { measure_name, month_text } from "./words";

export function OpenCalibration({ card, month }: { card: CardOf; month: string }) {
  const { t } = useLingui();
  const router = useRouter();
  const measures = [...new Set(card.values.map(({ measure }) => measure))];
  const [is_open, set_open] = useState(false);
  const [measure, set_measure] = useState<Measure>("held_by_format");
  const [problem, set_problem] = useState<string>();
  const open = useAct<void, CalibrationDetail>({
    run: () => api.post<CalibrationDetail>("/api/calibrations", { manager_id: card.about.id, month, measure }),
    refreshes: [["calibrations"], ["home"]],
    quiet_errors: true,
    done: ({ id }) => router.history.push(`/calibrations/${id}`),
  });
  return (
    <>
      <Button onClick={() => set_open(true)}>
        <Trans>Talk about it</Trans>
      </Button>
      {is_open && (
        <Dialog
          open
          onOpenChange={set_open}
          title={t`Talk with ${card.about.name}`}
          description={t`About a number of ${month_text(month)}. They see that you opened it; what you write down later is yours and theirs.`}
          footer={
            <>
              <Button onClick={() => set_open(false)}>
                <Trans>Cancel</Trans>
              </Button>
              <Button look="primary" busy={open.isPending} onClick={() => open.mutate(undefined, { onError: (error) => set_problem(problem_text(error)) })}>
                <Trans>Open the calibration</Trans>
              </Button>
            </>
          }
        >
          <FormProblem text={problem} />
          <Field label={t`About`}>
            <Select value={measure} onChange={(event) => set_measure(event.target.value as Measure)}>
              {measures.map((key) => (
                <option key={key} value={key}>
                  {measure_name(key)}
                </option>
              ))}
            </Select>
          </Field>
        </Dialog>
      )}
    </>
  );
}
