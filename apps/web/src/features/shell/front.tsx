import type { ReactNode } from "react";
import { Mark } from "./mark.tsx";

/** A page in front of the product: sign-in, invitations. */
export function Front({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="grid w-full max-w-sm gap-6">
        <div className="flex items-center gap-3">
          <Mark />
          <span className="text-lg font-semibold">FlitStack</span>
        </div>
        <div className="grid gap-5 rounded-xl border border-line bg-surface p-6">
          <h1 className="text-xl font-semibold">{title}</h1>
          {children}
        </div>
        <p className="text-ink-soft">
          Moves a clinic from Cliniko into Microsoft Dynamics 365 Sales: checked field by field, and reversible.
        </p>
      </div>
    </main>
  );
}
