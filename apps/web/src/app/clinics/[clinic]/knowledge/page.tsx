import type { Metadata } from "next";
import { KnowledgePage } from "../../../../features/knowledge/knowledge-page.tsx";
import { ClinicFrame } from "../../../../features/shell/clinic-frame.tsx";
import { requireSignIn } from "../../../../server/require-sign-in.ts";

export const metadata: Metadata = { title: "What the AI knew" };

export default async function ClinicKnowledgePage({ params }: { readonly params: Promise<{ clinic: string }> }) {
  const { clinic } = await params;
  await requireSignIn(`/clinics/${clinic}/knowledge`);
  return (
    <ClinicFrame clinic={clinic}>
      <KnowledgePage clinic={clinic} migration={null} />
    </ClinicFrame>
  );
}
