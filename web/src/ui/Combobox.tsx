// A text field with a list of what matches. The caller fetches; arrow keys, Enter and Esc work as everywhere.
import { Combobox as Base } from "@base-ui/react/combobox";
import { Trans } from "@lingui/react/macro";
import { cx } from "./cx";

export interface Option {
  key: string;
  label: string;
  detail?: string;
}

export interface ComboboxProps {
  label: string;
  text: string;
  onText: (text: string) => void;
  options: Option[];
  onPick: (option: Option) => void;
  placeholder?: string;
  className?: string;
}

export function Combobox({ label, text, onText, options, onPick, placeholder, className }: ComboboxProps) {
  return (
    <Base.Root items={options} filter={null} inputValue={text} onInputValueChange={(next) => onText(next)} value={null} onValueChange={(option: Option | null) => option && onPick(option)} itemToStringLabel={(option: Option) => option.label} isItemEqualToValue={(a: Option, b: Option) => a.key === b.key}>
      <Base.Input aria-label={label} placeholder={placeholder ?? label} className={cx("h-9 w-full rounded-lg border border-line-strong bg-surface px-3 text-sm placeholder:text-faint", className)} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-60">
          <Base.Popup role="region" aria-label={label} className="max-h-72 w-[var(--anchor-width)] min-w-60 overflow-y-auto rounded-xl border border-line bg-surface p-1 text-sm text-ink shadow-float outline-none">
            <Base.Empty className="px-3 py-2 text-soft empty:hidden">
              <Trans>Nobody is called that.</Trans>
            </Base.Empty>
            <Base.List>
              {(option: Option) => (
                <Base.Item key={option.key} value={option} className="grid min-h-9 cursor-default content-center rounded-lg px-3 py-1 outline-none data-[highlighted]:bg-sunken">
                  <span className="truncate font-medium">{option.label}</span>
                  {option.detail && <span className="truncate text-xs text-faint">{option.detail}</span>}
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
