import { isAllowed, type Permission, type Role, whoCan } from "@flit/core/permissions";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { readMigration } from "./endpoints.ts";

/** The migration a page is about. */
export interface Place {
  readonly clinic: string;
  readonly migration: string;
}

/** The reader's role in the clinic, once it is known, and what it allows. */
export function useRole(place: Place): {
  readonly role: Role | null;
  may(permission: Permission): boolean;
  /** Why something is not offered: who can do it. */
  readonly whoCan: typeof whoCan;
} {
  const role = useEndpoint(readMigration, place).data?.role ?? null;
  return { role, may: (permission) => role !== null && isAllowed(role, permission), whoCan };
}
