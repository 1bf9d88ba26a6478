import type { Metadata } from "next";
import { IssuesPage } from "../../../../../../features/issues/issues-page.tsx";

export const metadata: Metadata = { title: "Issues" };

export default async function Page({ params }: { readonly params: Promise<{ clinic: string; migration: string }> }) {
  return <IssuesPage place={await params} />;
}
