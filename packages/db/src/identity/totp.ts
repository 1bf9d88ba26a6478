import type { PeopleStore } from "@flit/core/identity";
import { Refusal } from "@flit/core/refusal";
import type { TenantSeal } from "../seal.ts";
import { execute, query } from "../sql.ts";
import type { Realm } from "./realm.ts";

type TotpMethods = Pick<PeopleStore, "beginTotp" | "totpSecret" | "confirmTotp" | "acceptTotpStep" | "removeTotp">;

/** Second factors: the secret is sealed, a time step counts once. Codes are checked by the caller. */
export function totpMethods(realm: Realm, seal: TenantSeal): TotpMethods {
  const place = (id: string) => ({ table: "person", column: "totp_secret", row: id });
  return {
    beginTotp: (id, secret) =>
      realm(async (connection) => {
        const begun = await execute(
          connection,
          `update person set totp_secret = $2, totp_last_step = null where id = $1::uuid and totp_confirmed_at is null`,
          id,
          seal.seal(place(id), secret),
        );
        // Overwriting it would leave the account without a second factor until the new one is confirmed.
        if (begun === 0)
          throw new Refusal(
            "totp-confirmed",
            "An authenticator app is set up already. Remove it first, then set up the new one.",
          );
      }),
    totpSecret: (id) =>
      realm(async (connection) => {
        const [row] = await query<{ sealed: Uint8Array | null; isConfirmed: boolean }>(
          connection,
          `select totp_secret as sealed, totp_confirmed_at is not null as "isConfirmed" from person where id = $1::uuid`,
          id,
        );
        if (!row?.sealed) return null;
        return { secret: String(seal.open(place(id), row.sealed)), isConfirmed: row.isConfirmed };
      }),
    confirmTotp: (id, step) =>
      realm(async (connection) => {
        const confirmed = await execute(
          connection,
          `update person set totp_confirmed_at = clock_timestamp(), totp_last_step = $2::bigint
           where id = $1::uuid and totp_secret is not null and totp_confirmed_at is null`,
          id,
          step,
        );
        return confirmed === 1;
      }),
    acceptTotpStep: (id, step) =>
      realm(async (connection) => {
        const accepted = await execute(
          connection,
          `update person set totp_last_step = $2::bigint
           where id = $1::uuid and totp_confirmed_at is not null and (totp_last_step is null or totp_last_step < $2::bigint)`,
          id,
          step,
        );
        return accepted === 1;
      }),
    removeTotp: (id) =>
      realm(async (connection) => {
        await execute(
          connection,
          `update person set totp_secret = null, totp_confirmed_at = null, totp_last_step = null where id = $1::uuid`,
          id,
        );
      }),
  };
}
