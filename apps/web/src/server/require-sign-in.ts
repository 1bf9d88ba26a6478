import type { SignedIn } from "@flit/core/identity";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { auth } from "./auth.ts";
import { product } from "./product.ts";
import { mustSetUpTwoFactor } from "./two-factor.ts";

/**
 * For pages: whoever is not signed in signs in first and comes back, and whoever needs a second factor sets it up. What pages show is guarded by the API itself.
 */
export async function requireSignIn(page: string): Promise<SignedIn> {
  const web = await product();
  const who = await auth(web, await headers());
  if (who === null) redirect(`/sign-in?callbackUrl=${encodeURIComponent(page)}`);
  if (page !== "/account" && mustSetUpTwoFactor(web, who.person)) redirect(`/account?next=${encodeURIComponent(page)}`);
  return who;
}
