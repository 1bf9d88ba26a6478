import type { Metadata } from "next";
import { readEnv } from "../../env.ts";
import { SignInForm } from "../../features/account/sign-in-form.tsx";

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
      next={callbackUrl?.startsWith("/") && !callbackUrl.startsWith("//") ? callbackUrl : "/"}
      hasMicrosoft={readEnv().FLIT_ENTRA_CLIENT_ID !== undefined}
      problem={error === undefined ? undefined : "Microsoft signed you in, but no clinic has invited this account."}
    />
  );
}
