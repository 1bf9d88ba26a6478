import type { Metadata } from "next";
import { StaffPage } from "../../features/staff/staff-page.tsx";
import { requireSignIn } from "../../server/require-sign-in.ts";

export const metadata: Metadata = { title: "Staff" };

export default async function Page() {
  await requireSignIn("/staff");
  return <StaffPage />;
}
