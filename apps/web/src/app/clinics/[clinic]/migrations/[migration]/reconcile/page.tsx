import type { Metadata } from "next";
import { ReconcilePage } from "../../../../../../features/reconcile/reconcile-page.tsx";

export const metadata: Metadata = { title: "Reconcile" };

export default async function Page({ params }: { readonly params: Promise<{ clinic: string; migration: string }> }) {
  return <ReconcilePage place={await params} />;
}
