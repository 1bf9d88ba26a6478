"use client";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { send } from "../../api/call.ts";
import { Button } from "../../ui/button.tsx";
import { useToast } from "../../ui/toast.tsx";
import { carryInvitation } from "./endpoints.ts";

/** Joins with a Microsoft account: a sealed cookie carries the invitation there and back. */
export function JoinWithMicrosoft({ token, next }: { readonly token: string; readonly next: string }) {
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const join = async () => {
    setBusy(true);
    try {
      await send(carryInvitation, { params: {}, body: { token } });
      await signIn("azure-ad", { callbackUrl: next });
    } catch (error) {
      toast.failed("Not joined", error);
      setBusy(false);
    }
  };
  return (
    <Button isWide isBusy={isBusy} onClick={() => void join()}>
      Join with Microsoft
    </Button>
  );
}
