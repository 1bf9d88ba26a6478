import type { Metadata } from "next";
import { Messages } from "../../../../features/messages/messages.tsx";
import { ClinicFrame } from "../../../../features/shell/clinic-frame.tsx";
import { requireSignIn } from "../../../../server/require-sign-in.ts";

export const metadata: Metadata = { title: "Messages" };

export default async function MessagesPage({ params }: { readonly params: Promise<{ clinic: string }> }) {
  const { clinic } = await params;
  await requireSignIn(`/clinics/${clinic}/messages`);
  return (
    <ClinicFrame clinic={clinic}>
      <Messages clinic={clinic} />
    </ClinicFrame>
  );
}
