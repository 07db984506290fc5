import { Page } from "@/ui";

export function SignInPage() {
  return <Page title="Sign in">{null}</Page>;
}
