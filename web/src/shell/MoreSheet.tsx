import { useLingui } from "@lingui/react/macro";
import { cx, Dialog, Link } from "@/ui";
import type { Destination } from "./destinations";

/** The destinations that have no room in the phone's bottom bar. */
export function MoreSheet({ destinations, current, onClose }: { destinations: Destination[]; current?: Destination; onClose: () => void }) {
  const { t, i18n } = useLingui();
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t`More`}>
      <ul>
        {destinations.map((destination) => {
          const Icon = destination.icon;
          return (
            <li key={destination.key}>
              <Link href={destination.href} look="plain" onClick={onClose} aria-current={destination === current ? "page" : undefined} className={cx("flex min-h-12 items-center gap-3 rounded-lg px-2 font-medium", destination === current && "bg-sunken")}>
                <Icon size={18} aria-hidden />
                {i18n._(destination.label)}
              </Link>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
