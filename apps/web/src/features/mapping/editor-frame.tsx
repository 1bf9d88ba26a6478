"use client";
import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useIsWide } from "./use-width.ts";

/** The editor beside the list where there is room, else over the whole page. */
export function EditorFrame({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  onClose(): void;
  readonly children: ReactNode;
}) {
  const isWide = useIsWide();
  if (isWide)
    return (
      <section
        aria-label={`Editor: ${title}`}
        data-editor
        onKeyDown={(event) => event.key === "Escape" && onClose()}
        className="flex h-[max(24rem,calc(100dvh-19rem))] w-[25rem] shrink-0 flex-col self-end rounded-lg border border-line bg-surface"
      >
        <header className="flex items-start justify-between gap-2 border-b border-line px-4 py-3">
          <h2 className="min-w-0 text-base font-semibold break-words">{title}</h2>
          <button
            type="button"
            aria-label="Close the editor"
            onClick={onClose}
            className="rounded-md p-1 text-ink-soft hover:bg-sunken"
          >
            <X aria-hidden className="size-5" />
          </button>
        </header>
        <section
          data-editor-body
          className="relative min-h-0 flex-1 overflow-y-auto p-4"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard.
          tabIndex={0}
          aria-label="Line"
        >
          {children}
        </section>
      </section>
    );
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/50" />
        <Dialog.Popup
          data-editor
          className="fixed inset-y-0 right-0 z-50 flex w-full max-w-xl flex-col border-l border-line bg-raised shadow-xl"
        >
          <header className="flex items-start justify-between gap-2 border-b border-line px-4 py-3">
            <Dialog.Title className="min-w-0 text-base font-semibold break-words">{title}</Dialog.Title>
            <Dialog.Close aria-label="Close the editor" className="rounded-md p-1 text-ink-soft hover:bg-sunken">
              <X aria-hidden className="size-5" />
            </Dialog.Close>
          </header>
          <section
            data-editor-body
            className="relative min-h-0 flex-1 overflow-y-auto p-4"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard.
            tabIndex={0}
            aria-label="Line"
          >
            {children}
          </section>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
