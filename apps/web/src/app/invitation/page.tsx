import type { Metadata } from "next";
import { headers } from "next/headers";
import { InvitationPage } from "../../features/account/invitation-page.tsx";
import { auth } from "../../server/auth.ts";
import { product } from "../../server/product.ts";

export const metadata: Metadata = { title: "Invitation" };

export default async function Invitation() {
  const who = await auth(await product(), await headers());
  return <InvitationPage me={who && { name: who.person.name, email: who.person.email }} />;
}
