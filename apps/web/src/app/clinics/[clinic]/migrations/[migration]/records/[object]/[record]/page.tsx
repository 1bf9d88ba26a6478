import type { Metadata } from "next";
import { RecordPage } from "../../../../../../../../features/records/record-page.tsx";

export const metadata: Metadata = { title: "Record" };

export default async function Page({
  params,
}: {
  readonly params: Promise<{ clinic: string; migration: string; object: string; record: string }>;
}) {
  const { object, record, ...place } = await params;
  return <RecordPage place={place} object={decodeURIComponent(object)} record={decodeURIComponent(record)} />;
}
