import { useLingui } from "@lingui/react/macro";
import type { Role } from "@/api";
import { Check } from "@/ui";
import { all_roles, role_name } from "./roles";

export function RoleChoice({ roles, onChange }: { roles: Role[]; onChange: (roles: Role[]) => void }) {
  const { t, i18n } = useLingui();
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{t`Roles`}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {all_roles.map((role) => (
          <Check key={role} label={i18n._(role_name(role))} checked={roles.includes(role)} onChange={(event) => onChange(event.target.checked ? [...roles, role] : roles.filter((one) => one !== role))} />
        ))}
      </div>
    </fieldset>
  );
}
