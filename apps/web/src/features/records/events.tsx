import { Panel } from "../../ui/panel.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import type { RecordStory } from "./endpoints.ts";

/** What the audit trail says of the record. */
export function Events({ events }: { readonly events: RecordStory["events"] }) {
  return (
    <Panel title="Audit trail" hint="Lines of the hash chain that name the record. They hold ids and codes, no value.">
      {events.length === 0 ? (
        <p className="text-ink-soft">Nothing is told of it yet.</p>
      ) : (
        <Table
          caption="Audit trail of the record"
          head={[{ label: "When" }, { label: "What" }, { label: "Place in its chain" }, { label: "Hash" }]}
        >
          {events.map(({ at, run, place, words, hash }) => (
            <tr key={`${run}/${place}`}>
              <Cell>
                <span className="whitespace-nowrap">
                  <Time at={at} />
                </span>
              </Cell>
              <Cell>
                <span className="block min-w-36">{words}</span>
              </Cell>
              <Cell>{place}</Cell>
              <Cell>
                <span className="font-mono text-xs" title={hash}>
                  {hash.slice(0, 12)}
                </span>
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  );
}
