import type { Metadata } from "next";
import { readEnv } from "../../env.ts";
import { SignInForm } from "../../features/account/sign-in-form.tsx";
import { ownPage } from "../../server/own-page.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ callbackUrl?: string; error?: string }>;
}) {
  const { callbackUrl, error } = await searchParams;
  return (
    <SignInForm
      // Only our own pages: a foreign address must not be reached by signing in.
      next={ownPage(callbackUrl) ?? "/"}
      hasMicrosoft={readEnv().FLIT_ENTRA_CLIENT_ID !== undefined}
      problem={error === undefined ? undefined : wordsOf(error)}
    />
  );
}

/** What came back from Microsoft without a sign-in. */
function wordsOf(error: string): string {
  if (error === "invitation")
    return "The invitation was sent to another e-mail than your account's here. Ask for one to your own.";
  return error === "entra"
    ? "Microsoft knows you, this product does not yet. If you have a password here, sign in with it and link Microsoft under Your account; otherwise ask the owner of your clinic's account for an invitation."
    : "Signing in with Microsoft did not work. Try again, or use your password.";
}
