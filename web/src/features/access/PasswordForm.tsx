import { valibotResolver } from "@hookform/resolvers/valibot";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as v from "valibot";
import { api } from "@/api";
import { show_problem_in_form } from "@/shell/act";
import { useMe } from "@/shell/me";
import { Button, Field, FormProblem, Input, toast } from "@/ui";
import { least_password_length } from "./password";

const schema = v.object({ current: v.pipe(v.string(), v.nonEmpty()), new: v.pipe(v.string(), v.minLength(least_password_length)) });
type Values = v.InferOutput<typeof schema>;

export function PasswordForm() {
  const { t } = useLingui();
  const me = useMe();
  const [problem, set_problem] = useState<string>();
  const form = useForm<Values>({ resolver: valibotResolver(schema), defaultValues: { current: "", new: "" } });
  const { errors, isSubmitting } = form.formState;
  const save = async (values: Values) => {
    set_problem(undefined);
    try {
      await api.post("/api/password", values);
      form.reset();
      toast(t`Password changed.`);
    } catch (error) {
      set_problem(show_problem_in_form(form, error, ["current", "new"]));
    }
  };
  return (
    <form noValidate onSubmit={(event) => void form.handleSubmit(save)(event)} className="grid max-w-md gap-4">
      <FormProblem text={problem} />
      <input type="hidden" autoComplete="username" value={me.email} readOnly />
      <Field label={t`Current password`} error={errors.current && (errors.current.type === "non_empty" ? t`Enter your current password.` : errors.current.message)}>
        <Input type="password" autoComplete="current-password" {...form.register("current")} />
      </Field>
      <Field label={t`New password`} hint={t`At least ${least_password_length} characters.`} error={errors.new && (errors.new.type === "min_length" ? t`This is shorter than ${least_password_length} characters.` : errors.new.message)}>
        <Input type="password" autoComplete="new-password" {...form.register("new")} />
      </Field>
      <div>
        <Button type="submit" busy={isSubmitting}>
          <Trans>Change password</Trans>
        </Button>
      </div>
    </form>
  );
}
