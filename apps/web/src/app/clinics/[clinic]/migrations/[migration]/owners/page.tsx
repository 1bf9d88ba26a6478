import type { Metadata } from "next";
import { OwnersPage } from "../../../../../../features/owners/owners-page.tsx";

export const metadata: Metadata = { title: "Owners" };

export default async function Page({ params }: { readonly params: Promise<{ clinic: string; migration: string }> }) {
  return <OwnersPage place={await params} />;
}
