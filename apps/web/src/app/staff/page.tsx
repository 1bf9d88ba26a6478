import type { Metadata } from "next";
import { AllClinics } from "../../features/staff/all-clinics.tsx";
import { requireSignIn } from "../../server/require-sign-in.ts";

export const metadata: Metadata = { title: "All clinics" };

export default async function StaffPage() {
  await requireSignIn("/staff");
  return <AllClinics />;
}
