import type { Metadata } from "next";
import { Members } from "../../../../features/members/members.tsx";
import { ClinicFrame } from "../../../../features/shell/clinic-frame.tsx";
import { requireSignIn } from "../../../../server/require-sign-in.ts";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage({ params }: { readonly params: Promise<{ clinic: string }> }) {
  const { clinic } = await params;
  await requireSignIn(`/clinics/${clinic}/members`);
  return (
    <ClinicFrame clinic={clinic}>
      <Members clinic={clinic} />
    </ClinicFrame>
  );
}
