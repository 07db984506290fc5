import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { api, type Role, type User } from "@/api";
import { useAct } from "@/shell/act";
import { Button, Check, date_time_text, Dialog } from "@/ui";
import { useMe } from "@/shell/me";
import { RoleChoice } from "./RoleChoice";
import { absolute, Secret } from "./Secret";

export function EditUser({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useLingui();
  const me = useMe();
  const [roles, set_roles] = useState<Role[]>(user.roles);
  const [active, set_active] = useState(user.active);
  const [link, set_link] = useState<{ link: string; expires_at: string }>();
  const save = useAct<void, User>({
    run: () => api.patch<User>(`/api/users/${user.id}`, { roles, active }, { ifMatch: user.version }),
    says: () => t`Access of ${user.person.name} changed.`,
    refreshes: [["users"]],
    done: onClose,
  });
  const make_link = useAct<void, { link: string; expires_at: string }>({ run: () => api.post(`/api/users/${user.id}/set-up-link`), done: set_link });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={user.person.name}
      description={user.email}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button look="primary" busy={save.isPending} disabled={roles.length === 0} onClick={() => save.mutate()}>
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <div className="grid gap-5">
        <RoleChoice roles={roles} onChange={set_roles} />
        <Check look="switch" label={t`May sign in`} checked={active} disabled={user.id === me.user_id} onChange={(event) => set_active(event.target.checked)} />
        {link ? (
          <Secret label={t`Set-up link`} value={absolute(link.link)} note={t`Works once, until ${date_time_text(link.expires_at, me.time_zone)}. Send it to them yourself.`} />
        ) : (
          <div>
            <Button busy={make_link.isPending} onClick={() => make_link.mutate()}>
              <Trans>Make a new set-up link</Trans>
            </Button>
            <p className="mt-1.5 text-sm text-faint">
              <Trans>For somebody who has not set a password yet, or has forgotten it.</Trans>
            </p>
          </div>
        )}
      </div>
    </Dialog>
  );
}
