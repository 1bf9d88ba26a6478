"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ApiError } from "../api/api-error.ts";
import { ErrorState, Skeleton } from "./states.tsx";

/** Shows a query's answer, or that it is on its way, or why it did not come. */
export function Query<T>({
  of,
  lines,
  children,
}: {
  readonly of: UseQueryResult<T, ApiError>;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error) return <ErrorState error={of.error} onRetry={() => void of.refetch()} />;
  return <Skeleton {...(lines !== undefined && { lines })} />;
}
