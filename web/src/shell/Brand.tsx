/** Four beats; the second and the fourth are the strong ones. */
export function Brand() {
  return (
    <span className="inline-flex items-center gap-2 font-semibold tracking-tight">
      <svg viewBox="0 0 20 18" width="20" height="18" aria-hidden className="fill-accent">
        <rect x="0" y="6" width="3" height="6" rx="1.5" opacity="0.5" />
        <rect x="5.5" y="1" width="3" height="16" rx="1.5" />
        <rect x="11" y="6" width="3" height="6" rx="1.5" opacity="0.5" />
        <rect x="16.5" y="1" width="3" height="16" rx="1.5" />
      </svg>
      Backbeat
    </span>
  );
}
