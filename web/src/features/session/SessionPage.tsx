import { Page } from "@/ui";

export function SessionPage() {
  return <Page title="Conversation">{null}</Page>;
}
