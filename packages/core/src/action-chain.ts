import type { LoggedAction } from "./actions.ts";
import { canonicalJson } from "./canonical-json.ts";
import { sha256Hex } from "./ids.ts";

/**
 * Hash of an action in its tenant's chain: SHA-256 over the previous action's hash and everything else that is logged.
 * The first one follows the tenant's id, so that a chain cannot pass for another tenant's. Anybody who holds an
 * exported log can recompute it.
 */
export function actionHash(previous: string, action: Omit<LoggedAction, "hash">): string {
  const { position, at, personId, personName, role, event, migrationId, subject } = action;
  return sha256Hex(previous + canonicalJson({ position, at, personId, personName, role, event, migrationId, subject }));
}
