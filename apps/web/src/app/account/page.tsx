import type { Metadata } from "next";
import { Account } from "../../features/account/account.tsx";
import { ownPage } from "../../server/own-page.ts";
import { requireSignIn } from "../../server/require-sign-in.ts";

export const metadata: Metadata = { title: "Your account and security" };

export default async function AccountPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ next?: string; microsoft?: string }>;
}) {
  await requireSignIn("/account");
  const { next, microsoft } = await searchParams;
  return (
    <Account next={ownPage(next)} microsoft={microsoft === "failed" || microsoft === "taken" ? microsoft : null} />
  );
}
