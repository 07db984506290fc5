// A person's own matters: how they see times, keys and colours; their password, where they are signed in, and what may act in their name.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import LogOut from "lucide-react/icons/log-out";
import { useMe } from "@/shell/me";
import { sign_out } from "@/shell/sign_out";
import { Button, ButtonLink, Page, Section } from "@/ui";
import { OwnExport } from "./OwnExport";
import { PasswordForm } from "./PasswordForm";
import { Preferences } from "./Preferences";
import { role_name } from "./roles";
import { SignInSessions } from "./SignInSessions";
import { Tokens } from "./Tokens";

export function SettingsPage() {
  const { t, i18n } = useLingui();
  const me = useMe();
  const client = useQueryClient();
  const router = useRouter();
  return (
    <Page
      title={t`Settings`}
      width="reading"
      lead={[me.person.name, me.email, ...me.roles.map((role) => i18n._(role_name(role)))].join(" · ")}
      actions={
        <Button icon={<LogOut size={16} aria-hidden />} onClick={() => void sign_out(me.user_id, client, router.history.push)}>
          <Trans>Sign out</Trans>
        </Button>
      }
    >
      <Section title={t`How you see things`}>
        <Preferences />
      </Section>
      <Section title={t`Calendars`} lead={<Trans>Your meetings, so that your free times are known, and what Backbeat puts on your calendar.</Trans>}>
        <ButtonLink href="/calendars">
          <Trans>Your calendars</Trans>
        </ButtonLink>
      </Section>
      <Section title={t`Password`}>
        <PasswordForm />
      </Section>
      <Section title={t`Where you are signed in`}>
        <SignInSessions />
      </Section>
      <Section title={t`API tokens`} lead={<Trans>A token acts in your name, with your rights and no more. Its secret is shown once.</Trans>}>
        <Tokens />
      </Section>
      <Section title={t`What is known of you`} lead={<Trans>What you wrote, what was said in your conversations, and your record. Another's private notes are not in it.</Trans>}>
        <OwnExport />
      </Section>
    </Page>
  );
}
