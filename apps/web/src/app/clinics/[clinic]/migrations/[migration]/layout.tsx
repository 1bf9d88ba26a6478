import type { ReactNode } from "react";
import { MigrationFrame } from "../../../../../features/clinics/migration-frame.tsx";
import { requireSignIn } from "../../../../../server/require-sign-in.ts";

export default async function MigrationLayout({
  params,
  children,
}: {
  readonly params: Promise<{ clinic: string; migration: string }>;
  readonly children: ReactNode;
}) {
  const place = await params;
  await requireSignIn(`/clinics/${place.clinic}/migrations/${place.migration}`);
  return <MigrationFrame place={place}>{children}</MigrationFrame>;
}
