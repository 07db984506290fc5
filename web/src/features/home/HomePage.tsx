import { Page } from "@/ui";

export function HomePage() {
  return <Page title="Home">{null}</Page>;
}
