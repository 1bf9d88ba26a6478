"use client";
import { signIn } from "next-auth/react";
import { createContext, type FormEvent, type ReactNode, useContext, useRef, useState } from "react";
import { ApiError } from "../api/api-error.ts";
import { send } from "../api/call.ts";
import { useEndpoint } from "../api/use-endpoint.ts";
import { me, proveAgain } from "../features/account/endpoints.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { TextField } from "./field.tsx";

type WithProof = <T>(work: () => Promise<T>) => Promise<T>;

const Proof = createContext<WithProof>((work) => work());

/** Runs work that may need a fresh proof of identity: when the server asks for one, the person is asked and it is run again. */
export const useProof = () => useContext(Proof);

/** Holds the dialog that asks people to confirm who they are. */
export function ProofArea({ children }: { readonly children: ReactNode }) {
  const [isAsking, setAsking] = useState(false);
  const answer = useRef<((isProved: boolean) => void) | null>(null);
  const ask = () =>
    new Promise<boolean>((resolve) => {
      answer.current = resolve;
      setAsking(true);
    });
  const finish = (isProved: boolean) => {
    setAsking(false);
    answer.current?.(isProved);
    answer.current = null;
  };
  const withProof: WithProof = async (work) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiError) || error.body.code !== "prove-again" || !(await ask())) throw error;
      return work();
    }
  };
  return (
    <Proof.Provider value={withProof}>
      {children}
      <ProofDialog isOpen={isAsking} onEnd={finish} />
    </Proof.Provider>
  );
}

function ProofDialog({ isOpen, onEnd }: { readonly isOpen: boolean; readonly onEnd: (isProved: boolean) => void }) {
  const account = useEndpoint(me, {}, { isEnabled: isOpen });
  const [problem, setProblem] = useState<string | undefined>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(undefined);
    try {
      await send(proveAgain, {
        params: {},
        body: { password: String(form.get("password")), code: String(form.get("code") ?? "") },
      });
      onEnd(true);
    } catch (error) {
      setProblem(error instanceof ApiError ? error.body.message : "Try again.");
    } finally {
      setBusy(false);
    }
  };
  if (account.data?.hasPassword === false)
    return (
      <Dialog isOpen={isOpen} onClose={() => onEnd(false)} title="Confirm that it is you">
        <p>
          This step matters: sign in with Microsoft again. You come back to this page; then do the step within five
          minutes.
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={() => onEnd(false)}>Cancel</Button>
          <Button
            look="primary"
            onClick={() => void signIn("azure-ad", { callbackUrl: window.location.href }, { prompt: "login" })}
          >
            Confirm with Microsoft
          </Button>
        </div>
      </Dialog>
    );
  return (
    <Dialog isOpen={isOpen} onClose={() => onEnd(false)} title="Confirm that it is you">
      <form onSubmit={submit} className="grid gap-4">
        <p className="text-ink-soft">This step matters: enter your password again. It counts for five minutes.</p>
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          problem={problem}
        />
        {account.data?.hasTotp !== false && (
          <TextField
            label="Code of your authenticator app"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            required={account.data?.hasTotp === true}
          />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={() => onEnd(false)}>Cancel</Button>
          <Button type="submit" look="primary" isBusy={isBusy}>
            Confirm
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
