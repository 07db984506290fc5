import { Trans, useLingui } from "@lingui/react/macro";
import { Dialog, Kbd, Link } from "@/ui";
import { destinations_of } from "./destinations";
import { has_role, useMe } from "./me";
import { is_mac } from "./shortcuts";

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useLingui();
  const me = useMe();
  const in_a_conversation: [string, string[]][] = [
    [t`At the gate: kept, partly, missed, no occasion`, ["1", "2", "3", "4"]],
    [t`In a conversation: next stage`, ["N"]],
    [t`In a conversation: pause or go on`, [t`Space`]],
    [t`In a conversation: out of the note, so that keys work again`, ["Esc"]],
  ];
  const rows: [string, string[]][] = [
    [t`Find or do anything`, [is_mac ? "⌘" : "Ctrl", "K"]],
    [t`This list`, ["?"]],
    [t`Close a window or menu`, ["Esc"]],
    ...destinations_of(me).map((destination): [string, string[]] => [t`Go to ${i18n._(destination.label)}`, ["G", destination.letter.toUpperCase()]]),
    ...(has_role(me, "manager") ? in_a_conversation : []),
  ];
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t`Keyboard shortcuts`}>
      <dl className="grid gap-0.5 text-sm">
        {rows.map(([label, keys]) => (
          <div key={label} className="flex min-h-9 items-center justify-between gap-4 border-b border-line last:border-0">
            <dt>{label}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-sm text-soft">
        <Trans>
          Single-key shortcuts can be switched off in{" "}
          <Link href="/settings" onClick={onClose} className="underline">
            settings
          </Link>
          .
        </Trans>
      </p>
    </Dialog>
  );
}
