// Light or dark: the system's choice unless the person chose otherwise on this device.
export type Theme = "system" | "light" | "dark";
const storage_key = "backbeat.theme";

export function theme(): Theme {
  const stored = localStorage.getItem(storage_key);
  return stored === "light" || stored === "dark" ? stored : "system";
}

export function apply_theme() {
  const chosen = theme();
  if (chosen === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
}

export function set_theme(next: Theme) {
  if (next === "system") localStorage.removeItem(storage_key);
  else localStorage.setItem(storage_key, next);
  apply_theme();
}
