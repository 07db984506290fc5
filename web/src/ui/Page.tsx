// What every page is made of: a title with its one next action, sections, breadcrumbs, and the states before there is anything to show.
import { Trans, useLingui } from "@lingui/react/macro";
import { Fragment, useEffect, type ReactNode } from "react";
import { ApiError } from "@/api";
import { Button } from "./Button";
import { cx } from "./cx";
import { Link } from "./Link";

export interface PageProps {
  title: string;
  /** Shown above the title: where this page hangs. */
  breadcrumb?: { label: string; href: string }[];
  /** A sentence under the title. */
  lead?: ReactNode;
  /** Buttons beside the title. */
  actions?: ReactNode;
  width?: "reading" | "normal" | "wide";
  children: ReactNode;
}

export function Page({ title, breadcrumb, lead, actions, width = "normal", children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Backbeat`;
  }, [title]);
  return (
    <div className={cx("page-grid mx-auto w-full px-4 pb-24 pt-5 sm:px-8 sm:pt-9 lg:pb-16 print:p-0", { reading: "max-w-3xl", normal: "max-w-5xl", wide: "max-w-[88rem]" }[width])}>
      <header className="mb-6 sm:mb-8">
        {breadcrumb && <Breadcrumb items={breadcrumb} />}
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div className="min-w-0">
            <h1 className="title text-2xl">{title}</h1>
            {lead && <div className="mt-1 max-w-2xl text-soft">{lead}</div>}
          </div>
          {actions && <div className="no-print flex flex-wrap gap-2">{actions}</div>}
        </div>
      </header>
      {children}
    </div>
  );
}

export function Breadcrumb({ items }: { items: { label: string; href: string }[] }) {
  const { t } = useLingui();
  return (
    <nav aria-label={t`Breadcrumb`} className="no-print mb-1.5 text-sm text-faint">
      <ol className="flex flex-wrap items-center gap-1.5">
        {items.map((item, index) => (
          <Fragment key={item.href}>
            {index > 0 && <li aria-hidden>/</li>}
            <li>
              <Link href={item.href} look="plain" className="inline-flex min-h-6 items-center rounded-sm hover:text-ink hover:underline">
                {item.label}
              </Link>
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}

export interface SectionProps {
  title: ReactNode;
  /** Beside the title, at the end of the line. */
  aside?: ReactNode;
  lead?: ReactNode;
  className?: string;
  children: ReactNode;
}

export function Section({ title, aside, lead, className, children }: SectionProps) {
  return (
    <section className={cx("mb-9", className)}>
      <div className="mb-2.5 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="text-base font-semibold">{title}</h2>
        {aside && <div className="text-sm text-faint">{aside}</div>}
      </div>
      {lead && <p className="-mt-1.5 mb-3 max-w-2xl text-sm text-soft">{lead}</p>}
      {children}
    </section>
  );
}

export function Card({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cx("rounded-xl border border-line bg-surface p-4 shadow-raised sm:p-5", className)}>{children}</div>;
}

/** Says what will be here and holds the one next action. */
export function EmptyState({ title, children, action }: { title: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="rounded-xl border border-dashed border-line px-5 py-8 text-center">
      <p className="font-medium">{title}</p>
      {children && <div className="mx-auto mt-1 max-w-md text-sm text-soft">{children}</div>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx("animate-[breathe_1.6s_ease-in-out_infinite] rounded-lg bg-sunken", className ?? "h-4 w-full")} />;
}

/** A page's worth of grey lines while its data is on the way. */
export function Loading({ lines = 4 }: { lines?: number }) {
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">
        <Trans>Loading</Trans>
      </span>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} className={cx("h-12", line % 3 === 2 && "w-4/5")} />
      ))}
    </div>
  );
}

/** What went wrong in the reader's words, and the way on. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useLingui();
  const problem = error instanceof ApiError ? error : null;
  const status = problem?.status;
  return (
    <div role="alert" className="rounded-xl border border-line bg-surface px-5 py-8 text-center">
      <p className="font-medium">
        {status === 404 ? <Trans>There is nothing here that you can see.</Trans> : status === 403 ? <Trans>Your role does not open this page.</Trans> : status === 0 ? <Trans>You are offline.</Trans> : <Trans>This could not be loaded.</Trans>}
      </p>
      {problem?.problem.detail && status !== 404 && <p className="mx-auto mt-1 max-w-md text-sm text-soft">{problem.problem.detail}</p>}
      {problem?.problem.request_id && (
        <p className="mt-1 text-xs text-faint">
          {t`Request ${problem.problem.request_id}`}
        </p>
      )}
      {retry && status !== 404 && status !== 403 && (
        <Button className="mt-4" onClick={retry}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </div>
  );
}
