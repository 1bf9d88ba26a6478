import type { IdentityStore } from "@flit/core/identity";
import type { DatabaseClient } from "../client.ts";
import type { Seal } from "../seal.ts";
import { invitationStore } from "./invitations.ts";
import { memberStore } from "./members.ts";
import { peopleStore } from "./people.ts";
import { identityRealm } from "./realm.ts";
import { sessionStore } from "./sessions.ts";
import { tenantsStore } from "./tenants.ts";
import { throttleStore } from "./throttle.ts";

/** People, their sessions and where they work. Each method is one transaction, and none calls anything outside. */
export function createIdentityStore(client: DatabaseClient, seal: Seal): IdentityStore {
  const realm = identityRealm(client);
  return {
    people: peopleStore(realm, seal.forInstallation()),
    sessions: sessionStore(realm),
    throttle: throttleStore(realm),
    members: memberStore(realm),
    invitations: invitationStore(realm),
    tenants: tenantsStore(realm, seal),
  };
}
