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
  "run.started": "started the full run",
  "messages.changed": "changed who gets messages",
  "messages.tested": "sent a test message",
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
  "memory.exported": "exported what confirmations taught",
  "memory.forgotten": "had confirmations forgotten",
  "model.changed": "changed the language model's settings",
  "model.agreed": "agreed to what is sent to a language model, or took it back",
  "model.asked": "asked the language model about fields",
  "model.called": "had a text sent to the language model",
  "model.tested": "tried the language model",
  "plan.made": "made the schema plan",
  "plan.approved": "approved the schema plan",
  "plan.exported": "exported the schema plan",
  "plan.provisioned": "had the schema created",
  "owners.matched": "had owners matched",
  "owners.changed": "named owners",
  "owners.exported": "exported the owners report",
  "issue.retried": "tried issues again",
  "issue.checked": "compared records again after a retry",
  "issue.accepted": "accepted issues",
  "issue.acceptance-withdrawn": "took back an acceptance of issues",
  "issues.exported": "exported the issues",
  "delta.opened": "opened a delta window",
  "delta.planned": "changed the delta window",
  "delta.started": "took a delta pass",
  "conflicts.decided": "decided conflicts",
  "conflicts.ruled": "set or withdrew a rule about conflicts",
  "conflicts.applied": "had decisions carried out",
  "cutover.ticked": "ticked the checklist",
  "cutover.live": "marked going live",
  "rollback.previewed": "had a rollback previewed",
  "rollback.started": "started a rollback",
  "rollback.exported": "exported what a rollback keeps",
  "report.exported": "took a report along",
  "sample.chosen": "chose the sample",
  "sample.pinned": "pinned a record of the sample",
  "sample.started": "had the sample loaded",
  "sample.rehearsed": "rehearsed the rollback",
  "sample.commented": "commented on the sample",
  "sample.resolved": "resolved a comment on the sample",
  "sample.signed": "signed off the sample",
  "sample.exported": "exported the sample's document",
  "reconcile.started": "had everything checked again",
  "proof.exported": "took the proof file",
  "proof.opened": "took a key that opens the proof",
  "destination.exported": "exported what stands in Dynamics",
  "values.seen": "looked at patients' values",
  "values.revealed": "revealed masked values",
  "log.exported": "exported the log",
} as const;
export type ActionEvent = keyof typeof actionEvents;

/** Actions by which somebody came to see what patients are like. */
export const valueEvents: readonly ActionEvent[] = ["values.seen", "values.revealed"];

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
  /** One of these. */
  readonly events?: readonly ActionEvent[];
  readonly personId?: string;
  readonly migrationId?: string;
  /** ISO instants: at or after, and before. */
  readonly from?: string;
  readonly until?: string;
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
