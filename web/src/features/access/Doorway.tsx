// The page outside the shell: one narrow column, for signing in and setting up.
import { useEffect, type ReactNode } from "react";
import { Brand } from "@/shell/Brand";
import { cx } from "@/ui/cx";

export function Doorway({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Backbeat`;
  }, [title]);
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center px-5 py-10">
      <div className="mb-8">
        <Brand />
      </div>
      <h1 className={cx("title text-2xl", !lead && "mb-6")}>{title}</h1>
      {lead && <p className="mb-6 mt-1 text-soft">{lead}</p>}
      {children}
    </main>
  );
}
