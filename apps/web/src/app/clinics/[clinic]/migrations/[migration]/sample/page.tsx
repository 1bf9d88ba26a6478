import type { Metadata } from "next";
import { SamplePage } from "../../../../../../features/sample/sample-page.tsx";

export const metadata: Metadata = { title: "Sample" };

export default async function Page({ params }: { readonly params: Promise<{ clinic: string; migration: string }> }) {
  return <SamplePage place={await params} />;
}
