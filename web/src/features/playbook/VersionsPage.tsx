import { Page } from "@/ui";

export function VersionsPage() {
  return <Page title="Versions">{null}</Page>;
}
