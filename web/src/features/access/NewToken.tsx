import { valibotResolver } from "@hookform/resolvers/valibot";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as v from "valibot";
import { api } from "@/api";
import { show_problem_in_form } from "@/shell/act";
import { Button, Dialog, Field, FormProblem, Input } from "@/ui";
import { Secret } from "./Secret";

const schema = v.object({ name: v.pipe(v.string(), v.trim(), v.nonEmpty()), expires_on: v.string() });
type Values = v.InferOutput<typeof schema>;

export function NewToken({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [problem, set_problem] = useState<string>();
  const [secret, set_secret] = useState<string>();
  const form = useForm<Values>({ resolver: valibotResolver(schema), defaultValues: { name: "", expires_on: "" } });
  const { errors, isSubmitting } = form.formState;
  const make = async (values: Values) => {
    try {
      const made = await api.post<{ secret: string }>("/api/tokens", { name: values.name, expires_on: values.expires_on || undefined });
      set_secret(made.secret);
      await client.invalidateQueries({ queryKey: ["tokens"] });
    } catch (error) {
      set_problem(show_problem_in_form(form, error, ["name", "expires_on"]));
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={secret ? t`Your new token` : t`Make a token`}
      footer={
        secret ? (
          <Button look="primary" onClick={onClose}>
            <Trans>I have copied it</Trans>
          </Button>
        ) : (
          <Button look="primary" type="submit" form="new-token" busy={isSubmitting}>
            <Trans>Make it</Trans>
          </Button>
        )
      }
    >
      {secret ? (
        <Secret label={t`Secret`} value={secret} note={<Trans>This is the only time it is shown.</Trans>} />
      ) : (
        <form id="new-token" noValidate onSubmit={(event) => void form.handleSubmit(make)(event)} className="grid gap-4">
          <FormProblem text={problem} />
          <Field label={t`Name`} hint={t`What will use it.`} error={errors.name && (errors.name.type === "non_empty" ? t`Give it a name.` : errors.name.message)}>
            <Input autoComplete="off" {...form.register("name")} />
          </Field>
          <Field label={t`Works until`} optional error={errors.expires_on?.message}>
            <Input type="date" {...form.register("expires_on")} />
          </Field>
        </form>
      )}
    </Dialog>
  );
}
