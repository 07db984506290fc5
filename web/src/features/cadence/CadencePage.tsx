import { Page } from "@/ui";

export function CadencePage() {
  return <Page title="Cadence">{null}</Page>;
}
