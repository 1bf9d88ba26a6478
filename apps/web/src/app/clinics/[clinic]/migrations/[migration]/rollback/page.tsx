import type { Metadata } from "next";
import { RollbackPage } from "../../../../../../features/rollback/rollback-page.tsx";

export const metadata: Metadata = { title: "Roll back" };

export default async function Page({ params }: { readonly params: Promise<{ clinic: string; migration: string }> }) {
  return <RollbackPage place={await params} />;
}
