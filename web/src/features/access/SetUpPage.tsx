import { Page } from "@/ui";

export function SetUpPage() {
  return <Page title="Set up">{null}</Page>;
}
