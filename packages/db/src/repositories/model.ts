import type { ModelConsent, ModelSettings } from "@flit/core/model-settings";
import type { ModelStore, ModelUsage } from "@flit/core/model-store";
import { execute, query, type Session } from "../sql.ts";
import { modelCalls } from "./model-calls.ts";

interface SettingRow extends ModelSettings {
  readonly apiKey: Uint8Array;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly digest: string | null;
  readonly at: Date | null;
}

const place = { table: "model_setting", column: "api_key", row: "model" } as const;

/** A clinic's language model; its key and everything that was sent are sealed. */
export function modelStore(session: Session): ModelStore {
  const { tenantId, seal } = session;
  const row = async (lock: "" | "for update" = "") =>
    (
      await query<SettingRow>(
        session,
        `select provider, model, endpoint, api_key as "apiKey", monthly_calls as "monthlyCalls", monthly_tokens as "monthlyTokens",
           timeout_ms as "timeoutMs", consent_person_id::text as "personId", consent_person_name as "personName",
           consent_digest as digest, consent_at as at from model_setting where tenant_id = $1::uuid ${lock}`,
        tenantId,
      )
    )[0] ?? null;
  const setConsent = (by: ModelConsent["by"] | null, digest: string | null) =>
    execute(
      session,
      `update model_setting set consent_person_id = $2::uuid, consent_person_name = $3, consent_digest = $4,
         consent_at = case when $4::text is null then null else clock_timestamp() end where tenant_id = $1::uuid`,
      tenantId,
      by?.id ?? null,
      by?.name ?? null,
      digest,
    );
  const usage = async (): Promise<ModelUsage> => {
    const [used] = await query<{ calls: number; tokens: number }>(
      session,
      `select count(*)::int as calls, coalesce(sum(tokens), 0)::int as tokens from model_call
       where tenant_id = $1::uuid and at >= date_trunc('month', clock_timestamp() at time zone 'UTC') at time zone 'UTC'`,
      tenantId,
    );
    return used ?? { calls: 0, tokens: 0 };
  };
  const calls = modelCalls(session);
  return {
    read: async () => {
      const found = await row();
      if (found === null) return null;
      const { apiKey, personId, personName, digest, at, ...settings } = found;
      const isAgreed = personId !== null && digest !== null && at !== null;
      return {
        settings,
        apiKey: String(seal.open(place, apiKey)),
        consent: isAgreed ? { by: { id: personId, name: personName ?? "" }, at: at.toISOString(), digest } : null,
      };
    },
    save: async (settings, apiKey) => {
      const before = await row("for update");
      const sealed = apiKey === null ? before?.apiKey : seal.seal(place, apiKey);
      if (sealed === undefined) throw new Error("A model without a key cannot be saved.");
      const { provider, model, endpoint, monthlyCalls, monthlyTokens, timeoutMs } = settings;
      await execute(
        session,
        `insert into model_setting (tenant_id, provider, model, endpoint, api_key, monthly_calls, monthly_tokens, timeout_ms)
         values ($1::uuid, $2, $3, $4, $5, $6, $7, $8)
         on conflict (tenant_id) do update set provider = excluded.provider, model = excluded.model, endpoint = excluded.endpoint,
           api_key = excluded.api_key, monthly_calls = excluded.monthly_calls, monthly_tokens = excluded.monthly_tokens,
           timeout_ms = excluded.timeout_ms, saved_at = clock_timestamp()`,
        tenantId,
        provider,
        model,
        endpoint,
        sealed,
        monthlyCalls,
        monthlyTokens,
        timeoutMs,
      );
      const isSame = before?.provider === provider && before.model === model && before.endpoint === endpoint;
      if (!isSame) await setConsent(null, null);
    },
    remove: async () => {
      await execute(session, `delete from model_setting where tenant_id = $1::uuid`, tenantId);
    },
    consent: async (by, digest) => {
      await setConsent(by, digest);
    },
    withdrawConsent: async () => {
      await setConsent(null, null);
    },
    reserve: async (call, tokens) => {
      // Held until commit: two calls cannot both take what is left.
      const settings = await row("for update");
      const used = await usage();
      if (settings === null || used.calls + 1 > settings.monthlyCalls) return { kind: "over", of: "calls" };
      if (used.tokens + tokens > settings.monthlyTokens) return { kind: "over", of: "tokens" };
      return { kind: "reserved", id: await calls.open(call, tokens) };
    },
    settle: calls.settle,
    answer: calls.answer,
    usage,
    calls: calls.list,
    count: calls.count,
  };
}
