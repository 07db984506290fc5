// Find or do: every destination, every verb, every person, by typing. Esc closes it and gives the focus back.
import { Dialog } from "@base-ui/react/dialog";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useDeferredValue, useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { peopleSearchQuery } from "@/api";
import { useJobRoleName } from "@/features/people/job_roles";
import { cx } from "@/ui";
import { useReturnFocus } from "@/ui/return_focus";
import { matches, usePaletteCommands, type Command } from "./commands";

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const router = useRouter();
  useReturnFocus();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [text, set_text] = useState("");
  const [chosen, set_chosen] = useState(0);
  const search = useDeferredValue(text.trim());
  const people = useQuery({ ...peopleSearchQuery(search, 6), enabled: search.length >= 2, placeholderData: (previous) => previous });
  const commands = usePaletteCommands();
  const job_role_name = useJobRoleName();
  // While the answer to what stands there now is on the way, those found before stay only as far as they still fit: Enter never takes somebody who was typed past.
  const is_stale = people.isPlaceholderData || search !== text.trim();
  const named = (search.length >= 2 ? (people.data?.items ?? []) : []).filter((person) => !is_stale || matches(person.name, text));
  const found: Command[] = [
    ...commands.filter((command) => matches(command.label, text)),
    ...named.map((person): Command => ({
      key: `person-${person.id}`,
      group: t`People`,
      label: person.name,
      detail: [job_role_name(person.job_role), person.manager?.name].filter(Boolean).join(" · "),
      run: () => router.history.push(`/people/${person.id}`),
    })),
  ];
  const at = Math.min(chosen, Math.max(0, found.length - 1));

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const on_key = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      set_chosen((at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % Math.max(1, found.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(found[at]);
    }
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.2_0.01_75/0.38)]" />
        <Dialog.Popup aria-label={t`Find or do`} className="fixed inset-x-3 top-[8dvh] z-50 mx-auto flex max-h-[70dvh] max-w-xl flex-col overflow-hidden rounded-2xl border border-line bg-surface text-ink shadow-float outline-none">
          <input
            autoFocus
            role="combobox"
            aria-label={t`Find or do`}
            aria-expanded
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={found[at] && `${id}-${found[at].key}`}
            placeholder={t`A page, a person, something to do…`}
            value={text}
            onChange={(event) => {
              set_text(event.target.value);
              set_chosen(0);
            }}
            onKeyDown={on_key}
            className="h-13 w-full border-b border-line bg-transparent px-5 text-lg outline-none placeholder:text-faint"
          />
          <div ref={list} id={`${id}-list`} role="listbox" aria-label={t`Results`} className="min-h-0 overflow-y-auto p-2">
            {found.map((command, index) => (
              <div key={command.key} role="presentation">
                {command.group !== found[index - 1]?.group && (
                  <div role="presentation" className="px-3 pb-1 pt-2.5 text-xs font-medium text-faint">
                    {command.group}
                  </div>
                )}
                <div
                  id={`${id}-${command.key}`}
                  role="option"
                  aria-selected={index === at}
                  onMouseMove={() => set_chosen(index)}
                  onClick={() => run(command)}
                  className={cx("flex min-h-10 cursor-pointer items-center gap-3 rounded-lg px-3 text-sm", index === at && "bg-sunken")}
                >
                  <span className="min-w-0 flex-1 truncate font-medium">{command.label}</span>
                  {command.detail && <span className="min-w-0 truncate text-xs text-faint">{command.detail}</span>}
                </div>
              </div>
            ))}
          </div>
          {found.length === 0 && (
            <p role="status" className="px-5 pb-5 pt-2 text-sm text-soft">
              {search !== text.trim() || people.isFetching ? <Trans>Looking…</Trans> : <Trans>Nothing is called that.</Trans>}
            </p>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
