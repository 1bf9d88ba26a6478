"use client";
import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { ApiError } from "../api/api-error.ts";
import { Button } from "./button.tsx";

/** Short messages at the edge of the page, read out by screen readers. */
export function ToastArea({ children }: { readonly children: ReactNode }) {
  return (
    <Toast.Provider timeout={6_000} limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-60 grid w-[calc(100vw-2rem)] max-w-sm gap-2">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="rounded-lg border border-line bg-raised p-3 shadow-lg">
      <Toast.Content className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-semibold" />
          <Toast.Description className="text-ink-soft" />
        </div>
        {toast.actionProps && <Toast.Action render={<Button look="plain" />} />}
        <Toast.Close aria-label="Close message" className="rounded p-1 text-ink-soft hover:bg-sunken">
          <X aria-hidden className="size-4" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}

/** Tells people what happened; failures in the server's own words. */
export function useToast() {
  const { add } = Toast.useToastManager();
  return useMemo(
    () => ({
      done: (title: string, undo?: { readonly label: string; readonly onClick: () => void }) =>
        void add({ title, ...(undo && { actionProps: { children: undo.label, onClick: undo.onClick } }) }),
      failed: (title: string, error: unknown) =>
        void add({
          title,
          description: error instanceof ApiError ? error.body.message : "Try again.",
          priority: "high",
          timeout: 12_000,
        }),
    }),
    [add],
  );
}
