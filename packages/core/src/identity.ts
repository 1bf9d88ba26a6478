import type { TenantRole } from "./permissions.ts";
import type { Throttled, ThrottleKey } from "./sign-in-throttle.ts";

/** Who signs in, in which browsers, and where they work as what: everything that belongs to no single tenant. */
export interface IdentityStore {
  readonly people: PeopleStore;
  readonly sessions: SessionStore;
  readonly throttle: ThrottleStore;
  readonly members: MemberStore;
  readonly invitations: InvitationStore;
  readonly tenants: TenantsStore;
}

export interface Person {
  readonly id: string;
  /** Lower case. */
  readonly email: string;
  readonly name: string;
  readonly hasPassword: boolean;
  /** Whether a second factor was confirmed, so that a password alone signs nobody in. */
  readonly hasTotp: boolean;
  readonly hasEntra: boolean;
  /** FlitStack's own people. */
  readonly isStaff: boolean;
}

/** Entra ID's names for somebody. The e-mail it tells is never among them: its owner can change it at will. */
export interface EntraIdentity {
  readonly tid: string;
  readonly oid: string;
}

export type CreatedPerson = { readonly kind: "created"; readonly person: Person } | { readonly kind: "email-taken" };

/**
 * What a sign-in with Microsoft led to. `email-taken`: an account of this e-mail exists and is not linked; its owner
 * signs in as before and links it. `not-invited`: nobody knows this person. A page that answers both with the same
 * words tells nobody who has an account.
 */
export type EntraSignIn =
  | { readonly kind: "known"; readonly person: Person }
  | { readonly kind: "joined"; readonly person: Person; readonly membership: Membership }
  | { readonly kind: "email-taken" }
  | { readonly kind: "not-invited" };

export interface PeopleStore {
  createPerson(person: {
    readonly email: string;
    readonly name: string;
    readonly passwordHash: string | null;
  }): Promise<CreatedPerson>;
  findByEmail(email: string): Promise<Person | null>;
  get(id: string): Promise<Person | null>;
  /** Null without a password. Apart from `Person`, so that no page can carry it along. */
  passwordHash(id: string): Promise<string | null>;
  setPassword(id: string, passwordHash: string): Promise<void>;
  /** For the installation's own commands; no endpoint makes staff. */
  setStaff(id: string, isStaff: boolean): Promise<void>;
  /**
   * The person of these Entra ids. Somebody unknown is made only with an open invitation's token, under the e-mail it
   * was sent to, and joins with it in the same transaction.
   */
  findOrLinkEntra(
    identity: EntraIdentity & { readonly email: string; readonly name: string },
    invitationToken: string | null,
  ): Promise<EntraSignIn>;
  /** Links a signed-in person who has just proved who they are. False: the ids are somebody's already, or theirs differ. */
  linkEntra(id: string, identity: EntraIdentity): Promise<boolean>;
  /** Keeps a secret, sealed, until a first code confirms it. Refused while a confirmed one stands. */
  beginTotp(id: string, secret: string): Promise<void>;
  totpSecret(id: string): Promise<{ readonly secret: string; readonly isConfirmed: boolean } | null>;
  /** False when nothing waits for being confirmed. The confirming code's step is spent. */
  confirmTotp(id: string, step: number): Promise<boolean>;
  /** Spends a time step: true once, for one caller, and never for it or an earlier one again. */
  acceptTotpStep(id: string, step: number): Promise<boolean>;
  /** Only for somebody who has just proved who they are. */
  removeTotp(id: string): Promise<void>;
}

export interface BrowserSession {
  readonly id: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly provedAt: string;
  /** Whether the person proved who they are within the last five minutes. */
  readonly isFresh: boolean;
  readonly userAgent: string;
}

export interface SignedIn {
  readonly session: BrowserSession;
  readonly person: Person;
  readonly memberships: readonly Membership[];
}

export const sessionLimits = {
  idleSeconds: 15 * 60,
  absoluteSeconds: 12 * 3_600,
  freshSeconds: 5 * 60,
  /** A session in use is marked as seen at most this often. */
  markEverySeconds: 30,
} as const;

/** Tokens are handed out once and kept as hashes. */
export interface SessionStore {
  openSession(personId: string, userAgent: string): Promise<{ readonly token: string; readonly sessionId: string }>;
  /** Null when unknown, idle too long or too old. Prolongs the session: for what a person does. */
  touchSession(token: string): Promise<SignedIn | null>;
  /** The same without prolonging: for what a page does by itself, such as polling. */
  readSession(token: string): Promise<SignedIn | null>;
  /** The person proved again who they are: the token is replaced, the old one is worth nothing. Null for a session that ended. */
  proveAgain(sessionId: string): Promise<{ readonly token: string } | null>;
  endSession(sessionId: string): Promise<void>;
  /** Answers how many ended. */
  endOtherSessions(personId: string, exceptId: string | null): Promise<number>;
  /** Sessions that live, latest in use first. */
  listSessions(personId: string): Promise<readonly BrowserSession[]>;
}

/** Counts tries to sign in. Keys are kept as hashes, and unknown accounts count as known ones do. */
export interface ThrottleStore {
  /**
   * Whether to look at a password or code at all. A try counts as failed until it is given back: of many at the same
   * moment no more than the limit come through, and a crash gives nothing away.
   */
  mayTry(keys: readonly ThrottleKey[]): Promise<Throttled>;
  /** A try that did not fail, whether or not it was the last one needed. */
  giveBack(keys: readonly ThrottleKey[]): Promise<void>;
  /** Only after a complete sign-in, and only the account's: else a password without its code would clear the count. */
  clearFailures(key: ThrottleKey): Promise<void>;
}

export interface Membership {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly role: TenantRole;
}

export interface Member {
  readonly person: Person;
  readonly role: TenantRole;
  readonly since: string;
}

/** Who does it, as the log of actions names them. */
export interface Actor {
  readonly personId: string;
  readonly personName: string;
  readonly role: TenantRole;
}

/** Changes are logged in the tenant's log of actions by the store itself, in the same transaction. */
export interface MemberStore {
  members(tenantId: string): Promise<readonly Member[]>;
  memberships(personId: string): Promise<readonly Membership[]>;
  /** Refused for the last owner. */
  setRole(change: {
    readonly tenantId: string;
    readonly personId: string;
    readonly role: TenantRole;
    readonly by: Actor;
  }): Promise<void>;
  /** Refused for the last owner. Open invitations to and from the person are withdrawn. */
  remove(change: { readonly tenantId: string; readonly personId: string; readonly by: Actor }): Promise<void>;
}

export interface Invitation {
  readonly tenantId: string;
  readonly id: string;
  readonly email: string;
  readonly role: TenantRole;
  /** Where the invited person is asked to work; null for a plain invitation. */
  readonly migrationId: string | null;
  readonly step: string | null;
  readonly invitedBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly state: "open" | "accepted" | "withdrawn" | "expired";
}

export type AcceptedInvitation =
  | { readonly kind: "joined"; readonly membership: Membership; readonly invitation: Invitation }
  /** Unknown, expired, withdrawn or accepted before. */
  | { readonly kind: "closed" }
  /** It was sent to another e-mail than this person's. */
  | { readonly kind: "for-somebody-else" };

/** Links to join a tenant, valid for seven days and once. Changes are logged by the store itself, in the same transaction. */
export interface InvitationStore {
  invite(invitation: {
    readonly tenantId: string;
    readonly email: string;
    readonly role: TenantRole;
    readonly migrationId: string | null;
    readonly step: string | null;
    readonly by: Actor;
  }): Promise<{ readonly token: string; readonly invitation: Invitation }>;
  /** Only while it is open. */
  invitationByToken(token: string): Promise<(Invitation & { readonly tenantName: string }) | null>;
  /** Somebody who works there already keeps the role they have. */
  acceptInvitation(token: string, personId: string): Promise<AcceptedInvitation>;
  /** False when it is not open any more. */
  withdraw(change: { readonly tenantId: string; readonly id: string; readonly by: Actor }): Promise<boolean>;
  /** Newest first, in every state. */
  listInvitations(tenantId: string): Promise<readonly Invitation[]>;
}

export interface TenantsStore {
  /** A tenant with a data key of its own and its first owner. Answers its id; refused when the name is taken. */
  createTenant(name: string, ownerPersonId: string): Promise<string>;
  /** For staff. */
  allTenants(): Promise<readonly { readonly id: string; readonly name: string }[]>;
}
