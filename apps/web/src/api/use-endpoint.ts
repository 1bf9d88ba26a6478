"use client";
import { keepPreviousData, type UseQueryResult, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "./api-error.ts";
import { call } from "./call.ts";
import type { AnyEndpoint, Endpoint, Scope } from "./endpoint.ts";

/** Reads an endpoint; `refetchMs` polls it as long as the page is seen. Answers are cached by path and parameters. */
export function useEndpoint<Params extends object, Reply>(
  endpoint: Endpoint<Scope, Params, unknown, Reply>,
  params: Params,
  options: { readonly isEnabled?: boolean; readonly refetchMs?: number | false } = {},
): UseQueryResult<Reply, ApiError> {
  return useQuery<Reply, ApiError>({
    queryKey: [endpoint.path, params],
    queryFn: () => call(endpoint, { params }),
    enabled: options.isEnabled ?? true,
    refetchInterval: options.refetchMs ?? false,
    placeholderData: keepPreviousData,
  });
}

/** Calls an endpoint that changes something, then reads again what `refresh` names. */
export function useAct<Params extends object, Body, Reply>(
  endpoint: Endpoint<Scope, Params, Body, Reply>,
  options: { readonly refresh?: readonly Pick<AnyEndpoint, "path">[] } = {},
) {
  const client = useQueryClient();
  return useMutation<Reply, ApiError, { readonly params: Params; readonly body?: Body }>({
    mutationFn: (input) => call(endpoint, input),
    onSuccess: () =>
      Promise.all((options.refresh ?? []).map(({ path }) => client.invalidateQueries({ queryKey: [path] }))),
  });
}
