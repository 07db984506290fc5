// Looking back at what was agreed: resolved, going on with another day, handed on, or nothing was needed.
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { api } from "@/api";
import { show_problem_in_form, useAct } from "@/shell/act";
import { useMe } from "@/shell/me";
import { Button, Card, Field, FormProblem, Input, Section, Select, Textarea } from "@/ui";
import type { CalibrationDetail, Outcome } from "./scorecard";
import { outcome_name } from "./words";

interface Values {
  outcome: Outcome;
  text: string;
  review_on: string;
}
const outcomes: Outcome[] = ["resolved", "continues", "handed_on", "not_needed"];

export function ReviewForm({ of }: { of: CalibrationDetail }) {
  const { t } = useLingui();
  const me = useMe();
  const [problem, set_problem] = useState<string>();
  const later = new Date(Date.parse(me.now) + 28 * 86_400_000).toISOString().slice(0, 10);
  const form = useForm<Values>({ defaultValues: { outcome: "resolved", text: "", review_on: later } });
  const outcome = useWatch({ control: form.control, name: "outcome" });
  const { errors } = form.formState;
  const review = useAct<Values, CalibrationDetail>({
    run: ({ review_on, ...rest }) => api.post<CalibrationDetail>(`/api/calibrations/${of.id}/review`, rest.outcome === "continues" ? { ...rest, review_on } : rest),
    refreshes: [["calibrations"], ["home"]],
    says: () => t`Kept.`,
    quiet_errors: true,
    done: () => form.reset(),
  });
  const submit = form.handleSubmit((values) => {
    set_problem(undefined);
    review.mutate(values, { onError: (error) => set_problem(show_problem_in_form(form, error, ["outcome", "text", "review_on"])) });
  });
  return (
    <Section title={t`Look again`}>
      <Card>
        <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-5">
          <FormProblem text={problem} />
          <Field label={t`What became of it?`} error={errors.text?.message}>
            <Textarea rows={3} maxLength={2000} {...form.register("text", { validate: (text) => text.trim() !== "" || t`A few words, please.` })} />
          </Field>
          <div className="flex flex-wrap gap-4">
            <Field label={t`So it is`} className="w-56 max-sm:w-full" error={errors.outcome?.message}>
              <Select {...form.register("outcome")}>
                {outcomes.map((key) => (
                  <option key={key} value={key}>
                    {outcome_name(key)}
                  </option>
                ))}
              </Select>
            </Field>
            {outcome === "continues" && (
              <Field label={t`Look again on`} className="w-44" error={errors.review_on?.message}>
                <Input type="date" {...form.register("review_on")} />
              </Field>
            )}
          </div>
          <div>
            <Button type="submit" look="primary" busy={review.isPending}>
              {outcome === "continues" ? <Trans>Go on</Trans> : <Trans>Close it</Trans>}
            </Button>
          </div>
        </form>
      </Card>
    </Section>
  );
}
