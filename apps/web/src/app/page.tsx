import { Home } from "../features/clinics/home.tsx";
import { requireSignIn } from "../server/require-sign-in.ts";

export default async function HomePage() {
  await requireSignIn("/");
  return <Home />;
}
