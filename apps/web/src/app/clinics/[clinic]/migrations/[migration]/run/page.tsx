import type { Metadata } from "next";
import { RunPage } from "../../../../../../features/runs/run-page.tsx";

export const metadata: Metadata = { title: "Run" };

export default async function Page({ params }: { readonly params: Promise<{ clinic: string; migration: string }> }) {
  return <RunPage place={await params} />;
}
