import type { Metadata } from "next";
import { Log } from "../../../../features/log/log.tsx";
import { ClinicFrame } from "../../../../features/shell/clinic-frame.tsx";
import { requireSignIn } from "../../../../server/require-sign-in.ts";

export const metadata: Metadata = { title: "Log" };

export default async function LogPage({ params }: { readonly params: Promise<{ clinic: string }> }) {
  const { clinic } = await params;
  await requireSignIn(`/clinics/${clinic}/log`);
  return (
    <ClinicFrame clinic={clinic}>
      <Log clinic={clinic} />
    </ClinicFrame>
  );
}
