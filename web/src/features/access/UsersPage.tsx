import { Page } from "@/ui";

export function UsersPage() {
  return <Page title="Users">{null}</Page>;
}
