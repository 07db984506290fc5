import { Page } from "@/ui";

export function NewImportPage() {
  return <Page title="New import">{null}</Page>;
}
