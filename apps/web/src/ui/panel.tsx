import type { ReactNode } from "react";

/** A titled area of a page. */
export function Panel({
  title,
  hint,
  actions,
  children,
}: {
  readonly title?: string;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="min-w-0 rounded-lg border border-line bg-surface" aria-label={title}>
      {title && (
        <header className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-3">
          <div>
            <h2 className="text-base font-semibold">{title}</h2>
            {hint && <p className="text-ink-soft">{hint}</p>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className="p-4">{children}</div>
    </section>
  );
}

/** The head of a page: what it is, what it is for, what can be done. */
export function PageHead({
  title,
  hint,
  actions,
}: {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className="mb-6 flex flex-wrap items-start justify-between gap-3">
      <div className="min-w-0 max-w-3xl">
        <h1 className="text-2xl/8 font-semibold tracking-tight">{title}</h1>
        {hint && <p className="mt-1 text-ink-soft">{hint}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
