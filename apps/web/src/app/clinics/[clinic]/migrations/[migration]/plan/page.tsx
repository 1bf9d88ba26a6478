import type { Metadata } from "next";
import { PlanPage } from "../../../../../../features/plan/plan-page.tsx";

export const metadata: Metadata = { title: "Schema plan" };

export default async function Page({ params }: { readonly params: Promise<{ clinic: string; migration: string }> }) {
  return <PlanPage place={await params} />;
}
