/** Who runs a language model a clinic may ask. */
export const modelProviders = ["openai", "azure-openai", "anthropic"] as const;
export type ModelProvider = (typeof modelProviders)[number];

/** Providers as people read them. */
export const modelProviderNames: Readonly<Record<ModelProvider, string>> = {
  openai: "OpenAI",
  "azure-openai": "Azure OpenAI",
  anthropic: "Anthropic",
};

/** Where and how a clinic's own language model is asked. The key stands apart: it is never shown. */
export interface ModelSettings {
  readonly provider: ModelProvider;
  /** The model's name; at Azure the deployment's. */
  readonly model: string;
  /** Address of the Azure resource; null: the provider's own address. */
  readonly endpoint: string | null;
  /** What a calendar month (UTC) may use. */
  readonly monthlyCalls: number;
  readonly monthlyTokens: number;
  /** A call that takes longer counts as failed. */
  readonly timeoutMs: number;
}

/** Somebody's word that what they were shown may be sent to this provider, address and model. */
export interface ModelConsent {
  readonly by: { readonly id: string; readonly name: string };
  readonly at: string;
  /** Of the text they were shown. */
  readonly digest: string;
}

/** What may be asked of a model, and a trial without any word of the clinic. */
export const modelCallKinds = ["meaning", "choice", "words", "test"] as const;
export type ModelCallKind = (typeof modelCallKinds)[number];

/** Why nothing of a call was used. The offline proposal stands in every case. */
export const modelFailures = [
  "not-json",
  "cut-off",
  "timeout",
  "unauthorised",
  "throttled",
  "unreachable",
  "refused",
] as const;
export type ModelFailure = (typeof modelFailures)[number];

/** What became of the single answers of a call. */
export const modelResults = ["usable", "not-offered", "missing"] as const;
export type ModelResult = (typeof modelResults)[number];

/** How many answers of each kind a call brought. */
export type ModelResults = Readonly<Partial<Record<ModelResult, number>>>;
