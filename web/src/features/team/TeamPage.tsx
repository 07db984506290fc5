import { Page } from "@/ui";

export function TeamPage() {
  return <Page title="My team">{null}</Page>;
}
