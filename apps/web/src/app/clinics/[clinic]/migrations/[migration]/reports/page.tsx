import type { Metadata } from "next";
import { ReportsPage } from "../../../../../../features/reports/reports-page.tsx";

export const metadata: Metadata = { title: "Reports" };

export default async function Page({ params }: { readonly params: Promise<{ clinic: string; migration: string }> }) {
  return <ReportsPage place={await params} />;
}
