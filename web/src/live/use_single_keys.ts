// Single keys of a page: only when the person has them on, is not typing, and no dialog is open.
import { useEffect, useRef } from "react";
import { useMe } from "@/shell/me";
import { is_typing } from "@/shell/shortcuts";

/** `keys` by the key's name; space is left to a focused button or link. */
export function useSingleKeys(keys: Record<string, (() => void) | undefined>) {
  const me = useMe();
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!me.single_key_shortcuts) return;
    const on_key = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.repeat || event.defaultPrevented || is_typing(event.target)) return;
      if (document.querySelector("[role=dialog]:not([aria-modal=false]), [role=menu]")) return;
      if (event.key === " " && event.target instanceof Element && event.target.closest("button, a, summary, [role]:not([role=main])")) return;
      const run = latest.current[event.key];
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", on_key);
    return () => window.removeEventListener("keydown", on_key);
  }, [me.single_key_shortcuts]);
}
