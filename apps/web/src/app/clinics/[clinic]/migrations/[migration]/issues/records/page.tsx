import type { Metadata } from "next";
import { IssueRecords } from "../../../../../../../features/issues/issue-records.tsx";

export const metadata: Metadata = { title: "Records of an issue" };

export default async function Page({ params }: { readonly params: Promise<{ clinic: string; migration: string }> }) {
  return <IssueRecords place={await params} />;
}
