import type { Metadata } from "next";
import { DynamicsPage } from "../../../../../../features/connections/dynamics-page.tsx";

export const metadata: Metadata = { title: "Connect Dynamics 365" };

export default async function ConnectDynamicsPage({
  params,
}: {
  readonly params: Promise<{ clinic: string; migration: string }>;
}) {
  return <DynamicsPage place={await params} />;
}
