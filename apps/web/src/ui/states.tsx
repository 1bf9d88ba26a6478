"use client";
import { Inbox, Lock } from "lucide-react";
import type { ReactNode } from "react";
import type { ApiError } from "../api/api-error.ts";
import { Button } from "./button.tsx";
import { Notice } from "./status.tsx";

/** Stands for content that is on its way. */
export function Skeleton({ lines = 4 }: { readonly lines?: number }) {
  return (
    <div role="status" aria-label="Loading" className="grid animate-pulse gap-3">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity.
        <div key={line} className="h-5 rounded bg-sunken" />
      ))}
    </div>
  );
}

/** Nothing is here yet: why, and the one thing to do. */
export function EmptyState({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="grid justify-items-center gap-2 rounded-lg border border-dashed border-line-strong px-6 py-10 text-center">
      <Inbox aria-hidden className="size-7 text-ink-faint" />
      <p className="text-base font-semibold">{title}</p>
      {children && <div className="max-w-prose text-ink-soft">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}

/** What could not be shown, why, and a way on. Missing rights name who has them. */
export function ErrorState({ error, onRetry }: { readonly error: ApiError; readonly onRetry?: () => void }) {
  if (error.body.code === "not-allowed") {
    return (
      <div className="grid justify-items-center gap-2 rounded-lg border border-line px-6 py-10 text-center">
        <Lock aria-hidden className="size-7 text-ink-faint" />
        <p className="text-base font-semibold">This page is not for your role</p>
        <p className="max-w-prose text-ink-soft">{error.body.message}</p>
      </div>
    );
  }
  return (
    <Notice
      tone="bad"
      title={error.status === 404 ? "Not found" : "This could not be shown"}
      action={
        onRetry && (
          <Button look="plain" onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      {error.body.message}
      {error.body.reference && <span className="block text-ink-soft">Reference {error.body.reference}</span>}
    </Notice>
  );
}
