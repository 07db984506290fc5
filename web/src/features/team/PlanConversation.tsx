// Puts a conversation on the calendar: with whom, what kind, when.
import { valibotResolver } from "@hookform/resolvers/valibot";
import { parseDateTime, toZoned } from "@internationalized/date";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as v from "valibot";
import { api, playbookQuery, type PersonRef } from "@/api";
import { show_problem_in_form } from "@/shell/act";
import { useMe } from "@/shell/me";
import { Button, Dialog, Field, FormProblem, Input, local_date, Select, toast } from "@/ui";

const schema = v.object({ rep_id: v.pipe(v.string(), v.nonEmpty()), kind: v.pipe(v.string(), v.nonEmpty()), day: v.pipe(v.string(), v.isoDate()), time: v.pipe(v.string(), v.regex(/^\d{2}:\d{2}$/)) });
type Values = v.InferOutput<typeof schema>;
const plannable = ["weekly_one_on_one", "skill_deep_dive", "quarterly_reset", "ramp_check_in", "deal_coaching"];

export interface PlanConversationProps {
  reps: PersonRef[];
  /** Chosen already, as is the kind; both can be changed. */
  rep?: PersonRef;
  kind?: string;
  onClose: () => void;
}

export function PlanConversation({ reps, rep, kind, onClose }: PlanConversationProps) {
  const { t } = useLingui();
  const me = useMe();
  const client = useQueryClient();
  const playbook = useQuery(playbookQuery).data;
  const [problem, set_problem] = useState<string>();
  const form = useForm<Values>({
    resolver: valibotResolver(schema),
    defaultValues: { rep_id: rep?.id ?? "", kind: kind && plannable.includes(kind) ? kind : plannable[0], day: local_date(me.now, me.time_zone), time: "10:00" },
  });
  const types = playbook?.session_types.filter((type) => plannable.includes(type.key)) ?? [];
  const { errors, isSubmitting } = form.formState;

  const save = async (values: Values) => {
    const starts_at = toZoned(parseDateTime(`${values.day}T${values.time}`), me.time_zone).toAbsoluteString().replace(/\.\d+Z$/, "Z");
    try {
      await api.post("/api/sessions", { kind: values.kind, rep_id: values.rep_id, starts_at, minutes: types.find((type) => type.key === values.kind)?.minutes }, { idempotencyKey: crypto.randomUUID() });
      await Promise.all([["team"], ["home"], ["sessions"], ["people"]].map((queryKey) => client.invalidateQueries({ queryKey })));
      toast(t`Planned with ${reps.find(({ id }) => id === values.rep_id)?.name ?? ""}.`);
      onClose();
    } catch (error) {
      const leftover = show_problem_in_form(form, error, ["rep_id", "kind"]);
      set_problem(leftover);
    }
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Plan a conversation`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button look="primary" type="submit" form="plan-conversation" busy={isSubmitting}>
            <Trans>Plan it</Trans>
          </Button>
        </>
      }
    >
      <form id="plan-conversation" noValidate onSubmit={(event) => void form.handleSubmit(save)(event)} className="grid gap-4">
        <FormProblem text={problem} />
        <Field label={t`With`} error={errors.rep_id && (errors.rep_id.message && errors.rep_id.type !== "non_empty" ? errors.rep_id.message : t`Choose a rep.`)}>
          <Select {...form.register("rep_id")}>
            <option value="">{t`Choose…`}</option>
            {reps.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t`Kind`} error={errors.kind?.message}>
          <Select {...form.register("kind")}>
            {types.map((type) => (
              <option key={type.key} value={type.key}>
                {t`${type.name}, ${type.minutes} min`}
              </option>
            ))}
          </Select>
        </Field>
        <div className="grid grid-cols-2 items-start gap-4">
          <Field label={t`Day`} error={errors.day && t`Choose a day.`}>
            <Input type="date" {...form.register("day")} />
          </Field>
          <Field label={t`Time`} error={errors.time && t`Choose a time.`} hint={me.time_zone.replace("_", " ")}>
            <Input type="time" step={300} {...form.register("time")} />
          </Field>
        </div>
      </form>
    </Dialog>
  );
}
