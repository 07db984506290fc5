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
  const on_ride_alongs: [string, string[]][] = [
    [t`At the desk of ride-alongs: next and previous rep`, ["J", "K"]],
    [t`At the desk of ride-alongs: book the first call`, ["B"]],
    [t`On a call: question, objection, next step, talk balance`, ["Q", "O", "N", "B"]],
    [t`On a call: competitor, price, stakeholder, note`, ["C", "P", "S", "F"]],
    [t`On a call: take over, and hand back`, ["T", "T", "H"]],
    [t`In a debrief: next stage`, ["N"]],
  ];
  const in_a_circle: [string, string[]][] = [
    [t`In a circle: give the floor to the first, the second …`, ["1", "2", "…"]],
    [t`In a circle: take the floor, or lay it down`, ["F"]],
    [t`In a circle: next stage`, ["N"]],
  ];
  const rows: [string, string[]][] = [
    [t`Find or do anything`, [is_mac ? "⌘" : "Ctrl", "K"]],
    [t`This list`, ["?"]],
    [t`Close a window or menu`, ["Esc"]],
    ...destinations_of(me).map((destination): [string, string[]] => [t`Go to ${i18n._(destination.label)}`, ["G", destination.letter.toUpperCase()]]),
    ...(has_role(me, "rep") ? in_a_circle : []),
    ...(has_role(me, "manager") ? [...in_a_conversation, ...on_ride_alongs] : []),
  ];
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t`Keyboard shortcuts`}>
      <dl className="grid gap-0.5 text-sm">
        {rows.map(([label, keys]) => (
          <div key={label} className="flex min-h-9 items-center justify-between gap-4 border-b border-line last:border-0">
            <dt>{label}</dt>
            <dd className="flex gap-1">
              {keys.map((key, index) => (
                <Kbd key={index}>{key}</Kbd>
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
