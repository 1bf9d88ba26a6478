"use client";
import { ShieldCheck } from "lucide-react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Notice } from "../../ui/status.tsx";
import { verifyLog } from "./endpoints.ts";

const shown = 16;

/** The state of the chain: where it ends, and a check of the whole on demand. */
export function ChainPanel({
  clinic,
  head,
}: {
  readonly clinic: string;
  readonly head: { readonly position: number; readonly hash: string } | null;
}) {
  const verify = useAct(verifyLog);
  const result = verify.data;
  return (
    <Panel
      title="Chain"
      hint="Each entry carries a fingerprint of all before it: a changed or missing one shows."
      actions={
        <Button
          icon={<ShieldCheck aria-hidden className="size-4" />}
          isBusy={verify.isPending}
          onClick={() => verify.mutate({ params: { clinic } })}
        >
          Verify now
        </Button>
      }
    >
      <div className="grid gap-3">
        {head && (
          <p>
            The log ends at entry {head.position}, fingerprint{" "}
            <code className="font-mono wrap-anywhere">{head.hash.slice(0, shown)}</code>. Keep both somewhere else: an
            end that was cut off shows only against them.
          </p>
        )}
        <div role="status">
          {result && result.firstBroken === null && (
            <Notice tone="good" title={`All ${result.actions.toLocaleString("en-AU")} entries are as they were logged`}>
              Checked up to entry {result.head?.position ?? 0}, fingerprint{" "}
              <code className="font-mono">{result.head?.hash.slice(0, shown)}</code>.
            </Notice>
          )}
        </div>
        {result && result.firstBroken !== null && (
          <Notice tone="bad" title={`Entry ${result.firstBroken} is not what was logged`}>
            It was changed or removed in the database, and nothing after it can be relied on. Compare with an exported
            file, and tell FlitStack.
          </Notice>
        )}
        {verify.error && (
          <Notice tone="bad" title="Not verified">
            {verify.error.body.message}
          </Notice>
        )}
      </div>
    </Panel>
  );
}
