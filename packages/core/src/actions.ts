import type { Role } from "./permissions.ts";
import type { Json } from "./record.ts";

/** What people can do, as the log of actions names it. An endpoint that changes something names one of these. */
export const actionEvents = {
  "member.signed-in": "signed in",
  "member.invited": "invited someone",
  "member.joined": "accepted an invitation",
  "member.invitation-withdrawn": "withdrew an invitation",
  "member.role-changed": "changed a role",
  "member.removed": "removed a member",
  "migration.created": "started a migration",
  "migration.renamed": "renamed a migration",
  "connection.saved": "saved a connection",
  "connection.tested": "tested a connection",
  "connection.removed": "disconnected",
  "step.sent": "sent a step to someone",
  "audit.started": "started the audit",
  "run.controlled": "paused, resumed or stopped a run",
  "warning.accepted": "accepted a warning",
  "warning.acceptance-withdrawn": "took back an acceptance",
  "map.proposed": "had a map proposed",
  "map.changed": "changed the map",
  "map.decided": "decided lines of the map",
  "map.undone": "undid a change of the map",
  "map.commented": "commented on the map",
  "map.imported": "imported a map",
  "map.exported": "exported the map",
  "map.frozen": "froze the map",
  "plan.made": "made the schema plan",
  "plan.approved": "approved the schema plan",
  "plan.exported": "exported the schema plan",
  "plan.provisioned": "had the schema created",
  "owners.matched": "had owners matched",
  "owners.changed": "named owners",
  "owners.exported": "exported the owners report",
  "reconcile.started": "had everything checked again",
  "proof.exported": "took the proof file",
  "proof.opened": "took a key that opens the proof",
  "destination.exported": "exported what stands in Dynamics",
  "values.seen": "looked at patients' values",
  "values.revealed": "revealed masked values",
  "log.exported": "exported the log",
} as const;
export type ActionEvent = keyof typeof actionEvents;

/** One thing somebody did, as it is logged: ids, codes and counts only, never a record's value. */
export interface Action {
  readonly personId: string | null;
  readonly personName: string;
  readonly role: Role | "system";
  readonly event: ActionEvent;
  readonly migrationId: string | null;
  readonly subject: { readonly [name: string]: Json };
}

/** An action with its place in the tenant's hash chain. */
export interface LoggedAction extends Action {
  readonly position: number;
  readonly at: string;
  readonly hash: string;
}

/** Which actions to read; what is left out filters nothing. */
export interface ActionFilter {
  readonly event?: ActionEvent;
  readonly personId?: string;
  readonly migrationId?: string;
}

/** End of a tenant's chain. Handed out, because a chain cannot see that its own end was cut off. */
export interface ActionHead {
  readonly position: number;
  readonly hash: string;
}

/** A tenant's log of actions: append-only, one hash chain. */
export interface ActionStore {
  /** Logs within the caller's transaction: what was done and that it was done stand or fall together. */
  append(action: Action): Promise<LoggedAction>;
  /** Newest first, before a position; null begins at the end. */
  page(
    at: ActionFilter & { readonly beforePosition: number | null; readonly limit: number },
  ): Promise<readonly LoggedAction[]>;
  /** Everybody who stands in the log, members or not, under the name they used last. */
  people(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** Recomputes the whole chain; `firstBroken` is the first position whose entry is not what was logged there. */
  verify(): Promise<{
    readonly actions: number;
    readonly head: ActionHead | null;
    readonly firstBroken: number | null;
  }>;
  head(): Promise<ActionHead | null>;
}
