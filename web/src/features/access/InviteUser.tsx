import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { api, type PersonRef, type Role, type User } from "@/api";
import { PersonPicker } from "@/features/people/PersonPicker";
import { useAct } from "@/shell/act";
import { Button, Dialog, PersonChip } from "@/ui";
import { RoleChoice } from "./RoleChoice";
import { absolute, Secret } from "./Secret";

export function InviteUser({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [person, set_person] = useState<PersonRef>();
  const [roles, set_roles] = useState<Role[]>(["rep"]);
  const [made, set_made] = useState<User>();
  const invite = useAct<void, User>({ run: () => api.post<User>("/api/users", { person_id: person?.id, roles }), refreshes: [["users"]], done: set_made });
  if (made) {
    return (
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={t`${made.person.name} can now set up their account`}
        footer={
          <Button look="primary" onClick={onClose}>
            <Trans>Done</Trans>
          </Button>
        }
      >
        {made.set_up_link && <Secret label={t`Set-up link`} value={absolute(made.set_up_link)} note={<Trans>It works once. Send it to them yourself.</Trans>} />}
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Give somebody access`}
      footer={
        <Button look="primary" busy={invite.isPending} disabled={!person || roles.length === 0} onClick={() => invite.mutate()}>
          <Trans>Make a set-up link</Trans>
        </Button>
      }
    >
      <div className="grid gap-5">
        <div>
          <p className="mb-1.5 text-sm font-medium">
            <Trans>Person</Trans>
          </p>
          {person ? (
            <div className="flex items-center justify-between gap-3">
              <PersonChip person={person} link={false} />
              <Button size="small" onClick={() => set_person(undefined)}>
                <Trans>Somebody else</Trans>
              </Button>
            </div>
          ) : (
            <PersonPicker label={t`Find by name`} onPick={set_person} />
          )}
        </div>
        <RoleChoice roles={roles} onChange={set_roles} />
      </div>
    </Dialog>
  );
}
