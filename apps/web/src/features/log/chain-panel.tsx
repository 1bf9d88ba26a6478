"use client";
import { ShieldCheck } from "lucide-react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Notice, Status } from "../../ui/status.tsx";
import { verifyLog } from "./endpoints.ts";

const shown = 16;

/** The state of the chain: where it ends, and a check of the whole on demand. */
export function ChainPanel({
  clinic,
  head,
  checked,
}: {
  readonly clinic: string;
  readonly head: { readonly position: number; readonly hash: string } | null;
  /** What recomputing said when the page was made; null when it was not. */
  readonly checked: { readonly firstBroken: number | null } | null;
}) {
  const verify = useAct(verifyLog);
  const result = verify.data;
  const broken = result ? result.firstBroken : (checked?.firstBroken ?? null);
  const isChecked = result !== undefined || checked !== null;
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
          <>
            <p className="flex flex-wrap items-center gap-2">
              {isChecked ? (
                <Status tone={broken === null ? "good" : "bad"}>{broken === null ? "Complete" : "Broken"}</Status>
              ) : (
                <Status tone="neutral">Not recomputed</Status>
              )}
              <span>
                {head.position.toLocaleString("en-AU")} entries, ending in{" "}
                <code className="font-mono wrap-anywhere">{head.hash.slice(0, shown)}</code>
              </span>
            </p>
            <p className="text-ink-soft">
              Keep the number and the fingerprint somewhere else: an end that was cut off shows only against them.
            </p>
          </>
        )}
        <div role="status">
          {result && result.firstBroken === null && (
            <Notice tone="good" title={`All ${result.actions.toLocaleString("en-AU")} entries are as they were logged`}>
              Checked up to entry {result.head?.position ?? 0}, fingerprint{" "}
              <code className="font-mono">{result.head?.hash.slice(0, shown)}</code>.
            </Notice>
          )}
        </div>
        {broken !== null && (
          <Notice tone="bad" title={`Entry ${broken} is not what was logged`}>
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
