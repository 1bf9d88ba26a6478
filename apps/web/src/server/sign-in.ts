import type { Person } from "@flit/core/identity";
import { isPassword } from "@flit/db/identity/password";
import type { WebProduct } from "./product.ts";
import { stepOfCode } from "./totp.ts";

/** What came of a try; all refusals of a password sound the same. */
export type PasswordSignIn =
  | { readonly kind: "signed-in"; readonly person: Person }
  | { readonly kind: "wrong" }
  | { readonly kind: "code-wanted" }
  | { readonly kind: "throttled"; readonly retryAfterMs: number };

/** Checks e-mail, password and, where one is set up, the code of the authenticator app. Counts tries per account and address. */
export async function signInWithPassword(
  { identity }: WebProduct,
  given: { readonly email: string; readonly password: string; readonly code: string; readonly address: string },
): Promise<PasswordSignIn> {
  const email = given.email.trim().toLowerCase();
  const account = { kind: "account", value: email } as const;
  const keys = [account, { kind: "address", value: given.address } as const];
  const throttled = await identity.throttle.mayTry(keys);
  if (!throttled.isAllowed) return { kind: "throttled", retryAfterMs: throttled.retryAfterMs };
  const person = await identity.people.findByEmail(email);
  const stored = person && (await identity.people.passwordHash(person.id));
  if (!(await isPassword(stored, given.password)) || person === null) return { kind: "wrong" };
  if (person.hasTotp) {
    if (given.code === "") {
      // The password was right: asking for the code is no failure, but it clears none either.
      await identity.throttle.giveBack(keys);
      return { kind: "code-wanted" };
    }
    if (!(await isCode({ identity }, person.id, given.code))) return { kind: "wrong" };
  }
  await identity.throttle.giveBack(keys);
  await identity.throttle.clearFailures(account);
  return { kind: "signed-in", person };
}

/** Whether the code is right now and was not used before. */
export async function isCode(
  { identity }: Pick<WebProduct, "identity">,
  personId: string,
  code: string,
): Promise<boolean> {
  const known = await identity.people.totpSecret(personId);
  const step = known?.isConfirmed ? await stepOfCode(known.secret, code) : null;
  return step !== null && (await identity.people.acceptTotpStep(personId, step));
}
