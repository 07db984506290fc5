// Who can sign in, in which roles. For administrators; it shows no coaching.
import { Trans, useLingui } from "@lingui/react/macro";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import UserPlus from "lucide-react/icons/user-plus";
import { useDeferredValue, useState } from "react";
import { type User, usersQuery } from "@/api";
import { Button, EmptyState, ErrorState, Field, Input, Loading, Page } from "@/ui";
import { EditUser } from "./EditUser";
import { InviteUser } from "./InviteUser";
import { UserTable } from "./UserTable";

export function UsersPage() {
  const { t } = useLingui();
  const [typed, set_typed] = useState("");
  const search = useDeferredValue(typed.trim());
  const [is_inviting, set_is_inviting] = useState(false);
  const [editing, set_editing] = useState<User | null>(null);
  const users = useInfiniteQuery({ ...usersQuery(search), placeholderData: keepPreviousData });
  const rows = users.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={t`Users`}
      width="wide"
      lead={<Trans>Who can sign in, and as what. Administrators read no coaching content.</Trans>}
      actions={
        <Button look="primary" icon={<UserPlus size={16} aria-hidden />} onClick={() => set_is_inviting(true)}>
          <Trans>Give somebody access</Trans>
        </Button>
      }
    >
      <Field label={t`Find by name`} className="mb-5 sm:w-72">
        <Input type="search" value={typed} onChange={(event) => set_typed(event.target.value)} autoComplete="off" />
      </Field>
      {users.isPending ? (
        <Loading lines={6} />
      ) : users.isError ? (
        <ErrorState error={users.error} retry={() => void users.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState title={<Trans>Nobody found.</Trans>} action={<Button onClick={() => set_typed("")}>{t`Show everybody`}</Button>} />
      ) : (
        <>
          <UserTable users={rows} onEdit={set_editing} />
          {users.hasNextPage && (
            <div className="mt-4 text-center">
              <Button busy={users.isFetchingNextPage} onClick={() => void users.fetchNextPage()}>
                <Trans>Show more</Trans>
              </Button>
            </div>
          )}
        </>
      )}
      {is_inviting && <InviteUser onClose={() => set_is_inviting(false)} />}
      {editing && <EditUser user={editing} onClose={() => set_editing(null)} />}
    </Page>
  );
}
