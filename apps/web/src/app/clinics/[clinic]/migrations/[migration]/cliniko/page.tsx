import type { Metadata } from "next";
import { ClinikoPage } from "../../../../../../features/connections/cliniko-page.tsx";

export const metadata: Metadata = { title: "Connect Cliniko" };

export default async function ConnectClinikoPage({
  params,
}: {
  readonly params: Promise<{ clinic: string; migration: string }>;
}) {
  return <ClinikoPage place={await params} />;
}
