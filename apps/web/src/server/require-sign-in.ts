import type { SignedIn } from "@flit/core/identity";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { auth } from "./auth.ts";
import { product } from "./product.ts";

/** For pages: whoever is not signed in signs in first and comes back. What pages show is guarded by the API itself. */
export async function requireSignIn(page: string): Promise<SignedIn> {
  const who = await auth(await product(), await headers());
  if (who === null) redirect(`/sign-in?callbackUrl=${encodeURIComponent(page)}`);
  return who;
}
