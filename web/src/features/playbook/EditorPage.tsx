import { Page } from "@/ui";

export function EditorPage() {
  return <Page title="Editor">{null}</Page>;
}
