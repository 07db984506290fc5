import { Page } from "@/ui";

export function ImportsPage() {
  return <Page title="Imports">{null}</Page>;
}
