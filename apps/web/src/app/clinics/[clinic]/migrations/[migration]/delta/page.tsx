import type { Metadata } from "next";
import { DeltaPage } from "../../../../../../features/delta/delta-page.tsx";

export const metadata: Metadata = { title: "Delta and cut-over" };

export default async function Page({ params }: { readonly params: Promise<{ clinic: string; migration: string }> }) {
  return <DeltaPage place={await params} />;
}
