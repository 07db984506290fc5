import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";
import { cx } from "./cx";

export interface MenuItem {
  label: ReactNode;
  onSelect: () => void;
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
}

export interface MenuProps {
  trigger: ReactElement<Record<string, unknown>>;
  /** Groups of items; a line is drawn between groups. */
  groups: MenuItem[][];
  align?: "start" | "center" | "end";
}

export function Menu({ trigger, groups, align = "end" }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} className="z-50">
          <Base.Popup className="min-w-44 rounded-xl border border-line bg-surface p-1 text-sm text-ink shadow-float outline-none fades">
            {groups.map((items, group) => (
              <div key={group} role="group" className={cx(group > 0 && "mt-1 border-t border-line pt-1")}>
                {items.map((item, index) => (
                  <Base.Item
                    key={index}
                    disabled={item.disabled}
                    onClick={item.onSelect}
                    className={cx(
                      "flex min-h-9 cursor-default items-center gap-2.5 rounded-lg px-2.5 outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-sunken",
                      item.danger && "text-bad",
                    )}
                  >
                    {item.icon}
                    {item.label}
                  </Base.Item>
                ))}
              </div>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
