import type { StoredModel } from "@flit/core/model-store";
import type { ModelView } from "../../features/knowledge/endpoints.ts";

/** Settings as people may see them. The key stays here. */
export function viewModel({ settings, consent }: StoredModel): ModelView {
  const { provider, model, endpoint, monthlyCalls, monthlyTokens, timeoutMs } = settings;
  return {
    provider,
    model,
    endpoint,
    monthlyCalls,
    monthlyTokens,
    timeoutSeconds: Math.round(timeoutMs / 1_000),
    consent: consent && { by: consent.by.name, at: consent.at, digest: consent.digest },
  };
}
