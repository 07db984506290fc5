import { valibotResolver } from "@hookform/resolvers/valibot";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as v from "valibot";
import { api } from "@/api";
import { show_problem_in_form } from "@/shell/act";
import { Button, Dialog, Field, FormProblem, LocalDate, Textarea, toast } from "@/ui";

const schema = v.object({ note: v.pipe(v.string(), v.trim(), v.nonEmpty()) });

export function Publish({ text, effective_from, onClose }: { text: string; effective_from: string; onClose: () => void }) {
  const { t } = useLingui();
  const router = useRouter();
  const client = useQueryClient();
  const [problem, set_problem] = useState<string>();
  const form = useForm({ resolver: valibotResolver(schema), defaultValues: { note: "" } });
  const publish = async ({ note }: { note: string }) => {
    try {
      await api.post("/api/playbook/versions", { text, effective_from, note }, { idempotencyKey: crypto.randomUUID() });
      await client.invalidateQueries();
      toast(t`Published.`);
      router.history.push("/playbook/versions");
    } catch (error) {
      set_problem(show_problem_in_form(form, error, ["note"]));
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Publish this version`}
      description={
        <Trans>
          It holds from <LocalDate date={effective_from} /> on.
        </Trans>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button look="primary" type="submit" form="publish-playbook" busy={form.formState.isSubmitting}>
            <Trans>Publish</Trans>
          </Button>
        </>
      }
    >
      <form id="publish-playbook" noValidate onSubmit={(event) => void form.handleSubmit(publish)(event)} className="grid gap-4">
        <FormProblem text={problem} />
        <Field label={t`What changes, and why`} hint={t`Everybody reads this in the list of versions.`} error={form.formState.errors.note && (form.formState.errors.note.type === "non_empty" ? t`Say in a sentence what changes.` : form.formState.errors.note.message)}>
          <Textarea rows={3} {...form.register("note")} />
        </Field>
      </form>
    </Dialog>
  );
}
