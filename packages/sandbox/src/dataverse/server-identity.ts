import type { IncomingHttpHeaders } from "node:http";
import { DataverseError } from "./model.ts";
import type { Environment } from "./rows-environment.ts";
import { badRequest, forbidden, missingPrivilege } from "./rows-errors.ts";
import { hasRole } from "./rows-owner.ts";

export type TokenVerdict =
  | { readonly ok: true; readonly applicationId: string; readonly objectId?: string }
  | { readonly ok: false; readonly reason: string };

interface IdentityOptions {
  readonly verifyToken: (bearer: string | undefined) => TokenVerdict;
  readonly strangers?: { readonly unknown?: readonly string[]; readonly withoutRole?: readonly string[] };
}

/** The systemuserid behind a token. Throws 401 for a bad token, 403 for an application that is nobody here. */
export function callerOf(
  environment: Environment,
  { verifyToken, strangers }: IdentityOptions,
  authorization: string | undefined,
  origin: string,
): string {
  const verdict = verifyToken(authorization);
  if (!verdict.ok) {
    throw new DataverseError(401, "", "", {
      "www-authenticate": `Bearer authorization_uri=https://login.microsoftonline.com/common/oauth2/authorize, resource_id=${origin}/, error="invalid_token", error_description="${verdict.reason.replaceAll('"', "'")}"`,
    });
  }
  if (strangers?.unknown?.includes(verdict.applicationId)) {
    throw forbidden("0x80072560", "The user is not a member of the organization.");
  }
  if (strangers?.withoutRole?.includes(verdict.applicationId)) {
    throw forbidden("0x80042f09", "The user has not been assigned any roles.");
  }
  return verdict.objectId === undefined ? environment.ids.applicationUserId : personOf(environment, verdict.objectId);
}

/** The enabled user with a role whom an Entra object id belongs to. */
function personOf(environment: Environment, objectId: string): string {
  const [user] = environment.store.matching("systemuser", ["azureactivedirectoryobjectid"], [objectId]);
  if (user === undefined) throw forbidden("0x80072560", "The user is not a member of the organization.");
  if (!hasRole(environment, user.id)) throw forbidden("0x80042f09", "The user has not been assigned any roles.");
  return user.id;
}

/**
 * The user the application asks to act as: `CallerObjectId` names an Entra object, `MSCRMCallerID` a systemuser. Rights
 * are those both have, so a user without a role can do nothing. Undefined without such a header.
 */
export function impersonated(
  environment: Environment,
  applicationUserId: string,
  headers: IncomingHttpHeaders,
): string | undefined {
  const { store, withheldPrivileges } = environment;
  const [objectId, callerId] = [headers.callerobjectid, headers.mscrmcallerid].map((value) => value?.toString());
  if (objectId === undefined && callerId === undefined) return undefined;
  if (withheldPrivileges.has("prvActOnBehalfOfAnotherUser")) {
    throw missingPrivilege(applicationUserId, "prvActOnBehalfOfAnotherUser");
  }
  const [user] =
    objectId === undefined
      ? [store.get("systemuser", callerId?.toLowerCase() ?? "")]
      : store.matching("systemuser", ["azureactivedirectoryobjectid"], [objectId]);
  if (user === undefined) throw forbidden("0x80072560", "The user is not a member of the organization.");
  if (user.values.get("isdisabled") === true) {
    throw badRequest("0x80040225", "The specified user is either disabled or is not a member of any business unit.");
  }
  if (!hasRole(environment, user.id)) throw forbidden("0x80042f09", "The user has not been assigned any roles.");
  return user.id;
}
