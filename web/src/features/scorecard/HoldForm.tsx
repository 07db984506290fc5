// What the two came to, written down by the leader with the manager beside them.
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { api } from "@/api";
import { show_problem_in_form, useAct } from "@/shell/act";
import { useMe } from "@/shell/me";
import { Button, Card, Check, Field, FormProblem, Input, Section, Select, Textarea } from "@/ui";
import type { CalibrationDetail, Obstacle, Owner } from "./scorecard";
import { obstacle_hint, obstacle_name } from "./words";

interface Values {
  obstacles: Obstacle[];
  in_the_way: string;
  help: string;
  owner: Owner;
  review_on: string;
}
const obstacles: Obstacle[] = ["system", "capacity", "skill", "will"];
const days_until_review = 28;

export function HoldForm({ of }: { of: CalibrationDetail }) {
  const { t } = useLingui();
  const me = useMe();
  const [problem, set_problem] = useState<string>();
  const later = new Date(Date.parse(me.now) + days_until_review * 86_400_000).toISOString().slice(0, 10);
  const form = useForm<Values>({ defaultValues: { obstacles: [], in_the_way: "", help: "", owner: "leader", review_on: later } });
  const { errors } = form.formState;
  const hold = useAct<Values, CalibrationDetail>({
    run: (values) => api.post<CalibrationDetail>(`/api/calibrations/${of.id}/hold`, values),
    refreshes: [["calibrations"], ["home"]],
    says: () => t`Written down. The two of you can read it, and nobody else.`,
    quiet_errors: true,
  });
  const submit = form.handleSubmit((values) => {
    set_problem(undefined);
    hold.mutate(values, { onError: (error) => set_problem(show_problem_in_form(form, error, ["obstacles", "in_the_way", "help", "owner", "review_on"])) });
  });
  const needed = t`A few words, please.`;
  return (
    <Section title={t`Write down the conversation`} lead={t`With ${of.manager.name} beside you. Start with what stands in the way, not with the number.`}>
      <Card>
        <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-5">
          <FormProblem text={problem} />
          <fieldset>
            <legend className="text-sm font-medium">
              <Trans>What is in the way?</Trans>
            </legend>
            <div className="mt-2 grid gap-3 sm:grid-cols-2">
              {obstacles.map((obstacle) => (
                <Check key={obstacle} value={obstacle} label={obstacle_name(obstacle)} hint={obstacle_hint(obstacle)} {...form.register("obstacles", { validate: (chosen) => chosen.length > 0 || t`Choose at least one.` })} />
              ))}
            </div>
            {errors.obstacles && <p role="alert" className="mt-1.5 text-sm text-bad">{errors.obstacles.message}</p>}
          </fieldset>
          <Field label={t`In the manager’s words`} error={errors.in_the_way?.message}>
            <Textarea rows={3} maxLength={2000} {...form.register("in_the_way", { validate: (text) => text.trim() !== "" || needed })} />
          </Field>
          <Field label={t`What would help, and what you agreed`} error={errors.help?.message}>
            <Textarea rows={3} maxLength={2000} {...form.register("help", { validate: (text) => text.trim() !== "" || needed })} />
          </Field>
          <div className="flex flex-wrap gap-4">
            <Field label={t`Who does it`} className="w-56 max-sm:w-full" error={errors.owner?.message}>
              <Select {...form.register("owner")}>
                <option value="leader">{of.leader?.name ?? t`The leader`}</option>
                <option value="manager">{of.manager.name}</option>
              </Select>
            </Field>
            <Field label={t`Look again on`} className="w-44" error={errors.review_on?.message}>
              <Input type="date" {...form.register("review_on", { required: t`A day, please.` })} />
            </Field>
          </div>
          <div>
            <Button type="submit" look="primary" busy={hold.isPending}>
              <Trans>Keep it</Trans>
            </Button>
          </div>
        </form>
      </Card>
    </Section>
  );
}
