"use client";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { config } from "zod";
import { ApiError } from "../api/api-error.ts";
import { ProofArea } from "./proof.tsx";
import { ToastArea } from "./toast.tsx";

// Zod would try to compile functions out of text, which the content security policy refuses and reports.
config({ jitless: true });

const staleMs = 5_000;

/** What every page needs around it. */
export function Providers({ nonce, children }: { readonly nonce: string; readonly children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: staleMs,
            // An answer with a reason will not be another one a second later.
            retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status > 0),
          },
        },
      }),
  );
  return (
    <CSPProvider nonce={nonce}>
      <QueryClientProvider client={client}>
        <NuqsAdapter>
          <ToastArea>
            <ProofArea>{children}</ProofArea>
          </ToastArea>
        </NuqsAdapter>
      </QueryClientProvider>
    </CSPProvider>
  );
}
