import type { Metadata } from "next";
import { Overview } from "../../../../../features/clinics/overview.tsx";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({
  params,
}: {
  readonly params: Promise<{ clinic: string; migration: string }>;
}) {
  return <Overview place={await params} />;
}
