// For admins: erasing somebody who has left. It cannot be taken back, so the person's name is typed.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { api, type PersonDetail } from "@/api";
import { problem_text } from "@/shell/act";
import { Button, Dialog, DialogClose, Field, Input, toast } from "@/ui";

/** Of everybody who was erased, as the server calls them. */
export const erased_name = "Erased person";

interface Erasure {
  texts: number;
  notes: number;
  rows: number;
  pages_cleared: boolean;
}

export function ErasePerson({ person }: { person: Pick<PersonDetail, "id" | "name"> }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const form_id = useId();
  const [is_open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [is_asked, setAsked] = useState(false);
  const [is_busy, setBusy] = useState(false);
  const is_same = typed === person.name;
  const close = () => {
    setOpen(false);
    setTyped("");
    setAsked(false);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!is_same || is_busy) return;
    setBusy(true);
    try {
      const erased = await api.post<Erasure>(`/api/people/${person.id}/erase`, { name: typed });
      close();
      await client.invalidateQueries();
      toast(erased.pages_cleared ? t`Erased. Backups made before still hold this person.` : t`Erased. Ask the operator to run “backbeat clear-pages”, and mind backups made before.`);
    } catch (error) {
      toast(problem_text(error), { tone: "bad" });
    }
    setBusy(false);
  };
  return (
    <>
      <p className="text-sm text-soft">
        <Trans>Name, address, account and every text go. What counts stays, under “Erased person”.</Trans>
      </p>
      <Button look="danger" className="mt-3" onClick={() => setOpen(true)}>
        <Trans>Erase this person</Trans>
      </Button>
      <Dialog
        open={is_open}
        onOpenChange={(open) => (open ? setOpen(true) : close())}
        title={t`Erase ${person.name}`}
        description={t`This cannot be taken back. Everything they wrote and everything that names them is deleted; sessions, verdicts and deals still count.`}
        footer={
          <>
            <DialogClose
              render={
                <Button>
                  <Trans>Keep</Trans>
                </Button>
              }
            />
            <Button type="submit" form={form_id} look="danger" busy={is_busy}>
              <Trans>Erase for good</Trans>
            </Button>
          </>
        }
      >
        <form id={form_id} onSubmit={(event) => void submit(event)}>
          <Field label={t`Type their name: ${person.name}`} error={is_asked && !is_same ? t`That is another name.` : undefined}>
            <Input value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
          </Field>
        </form>
      </Dialog>
    </>
  );
}
