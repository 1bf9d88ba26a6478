import type { Metadata } from "next";
import { RecordSearch } from "../../../../../../features/records/record-search.tsx";

export const metadata: Metadata = { title: "Records" };

export default async function Page({ params }: { readonly params: Promise<{ clinic: string; migration: string }> }) {
  return <RecordSearch place={await params} />;
}
