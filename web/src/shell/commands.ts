// What the command palette offers apart from people.
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { destinations_of } from "./destinations";
import { has_role, useMe } from "./me";
import { show_overlay } from "./palette_state";
import { sign_out } from "./sign_out";
import { set_theme } from "./theme";

export interface Command {
  key: string;
  group: string;
  label: string;
  detail?: string;
  run: () => void;
}

/** Every word that was typed begins a word of the label. */
export function matches(label: string, typed: string) {
  const words = label.toLowerCase().split(/[\s,-]+/);
  return typed
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)));
}

export function usePaletteCommands(): Command[] {
  const { t, i18n } = useLingui();
  const me = useMe();
  const router = useRouter();
  const client = useQueryClient();
  const go = (href: string) => () => router.history.push(href);
  const pages = t`Go to`;
  const verbs = t`Do`;
  const commands: (Command | false)[] = [
    ...destinations_of(me).map((destination) => ({ key: destination.key, group: pages, label: i18n._(destination.label), run: go(destination.href) })),
    has_role(me, "manager") && { key: "plan", group: verbs, label: t`Plan a conversation`, run: go("/team?plan=true") },
    has_role(me, "manager") && { key: "ride-along", group: verbs, label: t`Book a ride-along`, run: go("/ride-alongs?book=true") },
    has_role(me, "manager", "leader", "executive") && { key: "attention", group: verbs, label: t`See who had no 1:1 for three weeks`, run: go("/cadence#attention") },
    has_role(me, "enablement", "executive") && { key: "edit-playbook", group: verbs, label: t`Edit the playbook`, run: go("/playbook/edit") },
    { key: "versions", group: verbs, label: t`See the versions of the playbook`, run: go("/playbook/versions") },
    has_role(me, "revops", "admin") && { key: "unmatched", group: verbs, label: t`Match unmatched names`, run: go("/imports#unmatched") },
    has_role(me, "revops") && { key: "upload", group: verbs, label: t`Import a file`, run: go("/imports/new") },
    { key: "shortcuts", group: verbs, label: t`Show keyboard shortcuts`, run: () => window.setTimeout(() => show_overlay("shortcuts")) },
    { key: "light", group: verbs, label: t`Use light colours`, run: () => set_theme("light") },
    { key: "dark", group: verbs, label: t`Use dark colours`, run: () => set_theme("dark") },
    { key: "system-colours", group: verbs, label: t`Use the system's colours`, run: () => set_theme("system") },
    {
      key: "sign-out",
      group: verbs,
      label: t`Sign out`,
      run: () => void sign_out(me.user_id, client, router.history.push),
    },
  ];
  return commands.filter((command) => command !== false);
}
