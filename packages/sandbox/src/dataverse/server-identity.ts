import { DataverseError } from "./model.ts";
import type { Environment } from "./rows-environment.ts";
import { forbidden } from "./rows-errors.ts";

export type TokenVerdict =
  | { readonly ok: true; readonly applicationId: string }
  | { readonly ok: false; readonly reason: string };

interface IdentityOptions {
  readonly verifyToken: (bearer: string | undefined) => TokenVerdict;
  readonly strangers?: { readonly unknown?: readonly string[]; readonly withoutRole?: readonly string[] };
}

/** The systemuserid behind a token. Throws 401 for a bad token, 403 for an application that is nobody here. */
export function callerOf(
  { ids }: Environment,
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
  return ids.applicationUserId;
}
