import { Trans, useLingui } from "@lingui/react/macro";
import type { User } from "@/api";
import { Badge, Button, type Column, DateTime, PersonChip, Table } from "@/ui";
import { role_name } from "./roles";

export function UserTable({ users, onEdit }: { users: User[]; onEdit: (user: User) => void }) {
  const { t, i18n } = useLingui();
  const columns: Column<User>[] = [
    { key: "person", title: t`Name`, is_row_header: true, cell: (user) => <PersonChip person={user.person} detail={user.email} /> },
    {
      key: "roles",
      title: t`Roles`,
      cell: (user) => (
        <span className="flex flex-wrap gap-1">
          {user.roles.map((role) => (
            <Badge key={role}>{i18n._(role_name(role))}</Badge>
          ))}
        </span>
      ),
    },
    {
      key: "state",
      title: t`Access`,
      cell: (user) => (!user.active ? <Badge tone="bad">{t`Switched off`}</Badge> : user.has_password ? <Badge tone="accent">{t`Active`}</Badge> : <Badge tone="warn">{t`Not set up yet`}</Badge>),
    },
    { key: "seen", title: t`Last seen`, cell: (user) => (user.last_seen_at ? <DateTime at={user.last_seen_at} /> : <span className="text-faint">{t`Never`}</span>) },
    {
      key: "edit",
      title: <span className="sr-only">{t`Change`}</span>,
      align: "end",
      cell: (user) => (
        <Button size="small" onClick={() => onEdit(user)} aria-label={t`Change the access of ${user.person.name}`}>
          <Trans>Change</Trans>
        </Button>
      ),
    },
  ];
  return <Table caption={t`Users`} columns={columns} rows={users} row_key={(user) => user.id} />;
}
