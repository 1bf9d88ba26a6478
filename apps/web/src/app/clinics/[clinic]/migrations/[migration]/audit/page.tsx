import type { Metadata } from "next";
import { AuditPage } from "../../../../../../features/audit/audit-page.tsx";

export const metadata: Metadata = { title: "Audit" };

export default async function Page({ params }: { readonly params: Promise<{ clinic: string; migration: string }> }) {
  return <AuditPage place={await params} />;
}
