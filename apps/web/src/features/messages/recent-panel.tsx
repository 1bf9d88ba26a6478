import { Panel } from "../../ui/panel.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Status } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import type { SentMessage } from "./endpoints.ts";

/** What became of the last messages: a failure is not kept to ourselves. */
export function RecentPanel({ recent }: { readonly recent: readonly SentMessage[] }) {
  return (
    <Panel title="Last messages">
      {recent.length === 0 ? (
        <EmptyState title="No message yet">When a run ends or needs somebody, what was sent stands here.</EmptyState>
      ) : (
        <Table
          caption="Last messages"
          head={[{ label: "When" }, { label: "What" }, { label: "To" }, { label: "State" }]}
        >
          {recent.map(({ id, at, what, channel, to, state, attempts, failure }) => (
            <tr key={id}>
              <Cell>
                <Time at={at} />
              </Cell>
              <Cell>{what}</Cell>
              <Cell>{channel === "webhook" ? "Webhook" : (to ?? "Somebody who left")}</Cell>
              <Cell>
                {state === "sent" ? (
                  <Status tone="good">Sent</Status>
                ) : state === "failed" ? (
                  <Status tone="bad">Given up ({failure})</Status>
                ) : (
                  <Status tone={attempts > 0 ? "warn" : "busy"}>
                    {attempts > 0
                      ? `Tried ${attempts === 1 ? "once" : `${attempts} times`} (${failure ?? "…"})`
                      : "On its way"}
                  </Status>
                )}
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  );
}
