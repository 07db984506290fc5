import { valibotResolver } from "@hookform/resolvers/valibot";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as v from "valibot";
import { api, type PersonDetail } from "@/api";
import { show_problem_in_form } from "@/shell/act";
import { useMe } from "@/shell/me";
import { Button, Dialog, Field, FormProblem, Input, local_date, Select, toast } from "@/ui";

const day = v.pipe(v.string(), v.isoDate());
const schema = v.object({ from: day, to: day, reason: v.picklist(["pto", "sickness", "leave"]) });
type Values = v.InferOutput<typeof schema>;

export function AddTimeOff({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const { t } = useLingui();
  const me = useMe();
  const client = useQueryClient();
  const [problem, set_problem] = useState<string>();
  const today = local_date(me.now, me.time_zone);
  const form = useForm<Values>({ resolver: valibotResolver(schema), defaultValues: { from: today, to: today, reason: "pto" } });
  const { errors, isSubmitting } = form.formState;
  const save = async (values: Values) => {
    if (values.to < values.from) {
      form.setError("to", { message: t`The last day is before the first.` }, { shouldFocus: true });
      return;
    }
    try {
      await api.post(`/api/people/${person.id}/time-off`, values);
      await client.invalidateQueries({ queryKey: ["people", person.id] });
      toast(t`Time off added. What is owed in it is excused.`);
      onClose();
    } catch (error) {
      set_problem(show_problem_in_form(form, error, ["from", "to", "reason"]));
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Time off for ${person.name}`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button look="primary" type="submit" form="time-off" busy={isSubmitting}>
            <Trans>Add</Trans>
          </Button>
        </>
      }
    >
      <form id="time-off" noValidate onSubmit={(event) => void form.handleSubmit(save)(event)} className="grid gap-4">
        <FormProblem text={problem} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t`First day`} error={errors.from && (errors.from.type === "iso_date" ? t`Choose a day.` : errors.from.message)}>
            <Input type="date" {...form.register("from")} />
          </Field>
          <Field label={t`Last day`} error={errors.to && (errors.to.type === "iso_date" ? t`Choose a day.` : errors.to.message)}>
            <Input type="date" {...form.register("to")} />
          </Field>
        </div>
        <Field label={t`Reason`} error={errors.reason?.message}>
          <Select {...form.register("reason")}>
            <option value="pto">{t`Holiday`}</option>
            <option value="sickness">{t`Sickness`}</option>
            <option value="leave">{t`Leave`}</option>
          </Select>
        </Field>
      </form>
    </Dialog>
  );
}
