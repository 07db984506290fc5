import { Page } from "@/ui";

export function RunPage() {
  return <Page title="Run">{null}</Page>;
}
