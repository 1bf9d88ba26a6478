import type { Metadata } from "next";
import { MappingPage } from "../../../../../../features/mapping/mapping-page.tsx";

export const metadata: Metadata = { title: "Mapping review" };

export default async function MappingReviewPage({
  params,
}: {
  readonly params: Promise<{ clinic: string; migration: string }>;
}) {
  return <MappingPage place={await params} />;
}
