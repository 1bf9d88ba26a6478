import type { Role } from "./permissions.ts";
import type { Json } from "./record.ts";

/** What people put their name under. */
export const approvalKinds = ["plan", "sample"] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

/** A person's signature under a digest. */
export interface Approval {
  readonly id: string;
  readonly kind: ApprovalKind;
  /** Digest of what was shown to the person. */
  readonly digest: string;
  /** The sentence the person agreed to. */
  readonly statement: string;
  readonly typedName: string;
  readonly personId: string;
  readonly role: Role;
  readonly at: string;
  /** When and why a later change voided it; null while it stands. */
  readonly voided: { readonly at: string; readonly why: string } | null;
}

/** Approvals of a tenant's migrations. None is ever deleted. */
export interface ApprovalStore {
  /** `content` is what was signed, kept to be compared with what comes later. */
  create(migrationId: string, approval: Omit<Approval, "id" | "at" | "voided">, content?: Json): Promise<Approval>;
  /** What was signed; null when it was not kept. */
  content(migrationId: string, id: string): Promise<Json>;
  /** Newest first, the voided ones too. */
  list(migrationId: string): Promise<readonly Approval[]>;
  /** The newest that stands. */
  current(migrationId: string, kind: ApprovalKind): Promise<Approval | null>;
  /** Voids all of a kind that stand and answers how many: a change after an approval says so. */
  voidAll(migrationId: string, kind: ApprovalKind, why: string): Promise<number>;
}
