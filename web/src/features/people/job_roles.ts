// Job roles are keys of the playbook ("ae"); people read their names ("Account executive").
import { useQuery } from "@tanstack/react-query";
import { playbookQuery } from "@/api";

/** Turns a key into its name; a key the playbook in force does not have stays as it is. */
export function useJobRoleName() {
  const roles = useQuery(playbookQuery).data?.job_roles;
  return (key: string) => roles?.find((role) => role.key === key)?.name ?? key;
}
