import { Page } from "@/ui";

export function PersonPage() {
  return <Page title="Person">{null}</Page>;
}
