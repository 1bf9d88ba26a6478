import type { Metadata } from "next";
import { KnowledgePage } from "../../../../../../features/knowledge/knowledge-page.tsx";

export const metadata: Metadata = { title: "What the AI knew" };

export default async function MigrationKnowledgePage({
  params,
}: {
  readonly params: Promise<{ clinic: string; migration: string }>;
}) {
  const { clinic, migration } = await params;
  return <KnowledgePage clinic={clinic} migration={migration} />;
}
