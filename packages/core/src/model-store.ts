import type {
  ModelCallKind,
  ModelConsent,
  ModelFailure,
  ModelProvider,
  ModelResults,
  ModelSettings,
} from "./model-settings.ts";
import type { Json } from "./record.ts";

/** A clinic's settings as the store keeps them. */
export interface StoredModel {
  readonly settings: ModelSettings;
  /** Sealed; opened for a call only. */
  readonly apiKey: string;
  /** Null until somebody agreed, and again after another provider, address or model was set. */
  readonly consent: ModelConsent | null;
}

/** A call before it is made. */
export interface NewModelCall {
  /** Null for a trial. */
  readonly migrationId: string | null;
  readonly kind: ModelCallKind;
  readonly provider: ModelProvider;
  readonly model: string;
  /** SHA-256 of the text. */
  readonly digest: string;
  /** The exact text; sealed. It holds labels, never a patient's value. */
  readonly sent: string;
  readonly by: { readonly id: string; readonly name: string };
}

export interface ModelCall extends NewModelCall {
  readonly id: string;
  readonly at: string;
  /** `open` while it runs; one that never ended keeps what was set aside for it. */
  readonly state: "open" | "answered" | ModelFailure;
  /** Used, or set aside while it runs. */
  readonly tokens: number;
  readonly results: ModelResults;
}

export interface ModelUsage {
  readonly calls: number;
  readonly tokens: number;
}

/** A clinic's language model: settings, budget, and every call with exactly what was sent. */
export interface ModelStore {
  read(): Promise<StoredModel | null>;
  /** Without a key the one that is kept stays. Another provider, address or model takes the consent away. */
  save(settings: ModelSettings, apiKey: string | null): Promise<void>;
  remove(): Promise<void>;
  consent(by: ModelConsent["by"], digest: string): Promise<void>;
  withdrawConsent(): Promise<void>;
  /** Sets a call and its tokens aside, within the month's budget; calls wait for each other. */
  reserve(
    call: NewModelCall,
    tokens: number,
  ): Promise<
    { readonly kind: "reserved"; readonly id: string } | { readonly kind: "over"; readonly of: "calls" | "tokens" }
  >;
  /** What became of a call; tokens null: not told, so what was set aside counts. The answer is kept, sealed. */
  settle(
    id: string,
    outcome: {
      readonly state: Exclude<ModelCall["state"], "open">;
      readonly tokens: number | null;
      readonly results: ModelResults;
      readonly answer: Json;
    },
  ): Promise<void>;
  /** The latest answer to exactly this text; null when there is none. */
  answer(digest: string): Promise<Json>;
  /** Of the present month. */
  usage(): Promise<ModelUsage>;
  /** Newest first, before one of them. */
  calls(at: { readonly before: string | null; readonly limit: number }): Promise<readonly ModelCall[]>;
  /** Of all times, trials left out. */
  count(): Promise<number>;
}
