import { Page } from "@/ui";

export function PlaybookPage() {
  return <Page title="Playbook">{null}</Page>;
}
