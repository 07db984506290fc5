import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Role } from "@/api";

const names: Record<Role, MessageDescriptor> = {
  rep: msg`Rep`,
  manager: msg`First-line manager`,
  leader: msg`Second-line leader`,
  enablement: msg`Enablement`,
  revops: msg`RevOps`,
  executive: msg`Executive`,
  admin: msg`Administrator`,
};

export const all_roles = Object.keys(names) as Role[];
/** A role in words; one that we do not know stays as it is. */
export const role_name = (role: string): MessageDescriptor => names[role as Role] ?? { id: role, message: role };
