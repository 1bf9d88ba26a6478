import { ExternalLink } from "lucide-react";
import { Panel } from "../../ui/panel.tsx";
import { Status } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import type { RecordStory } from "./endpoints.ts";

const words = { good: "Arrived", warn: "Look at it", bad: "Needs attention", neutral: "Nothing to do" } as const;

/** What became of the record under each of its maps, with the way to its rows in Dynamics. */
export function Outcomes({ outcomes }: { readonly outcomes: RecordStory["outcomes"] }) {
  return (
    <Panel
      title="What became of it"
      hint="Cliniko documents no web address of its records: search there for the id. Dynamics' rows open in a new tab."
    >
      {outcomes.length === 0 ? (
        <p className="text-ink-soft">Such records make no rows of their own; others take values from them.</p>
      ) : (
        <Table
          caption="What became of the record"
          head={[{ label: "As" }, { label: "State" }, { label: "What happened" }, { label: "Row in Dynamics" }]}
        >
          {outcomes.map(({ mapping, title, table, outcome, tone, verification, rows }) => (
            <tr key={mapping}>
              <Cell>
                <span className="block font-medium">{title}</span>
                <span className="text-ink-soft">{table}</span>
              </Cell>
              <Cell>
                <Status tone={outcome === null ? "neutral" : tone}>
                  {outcome === null ? "Not written yet" : words[tone]}
                </Status>
              </Cell>
              <Cell>
                <span className="block min-w-40">{outcome ?? "No run has come to it."}</span>
                {verification && <span className="block text-ink-soft">{verification}</span>}
              </Cell>
              <Cell>
                <ul className="grid gap-1">
                  {rows.map(({ part, rowId, link, isTouched }) => (
                    <li key={part} className="min-w-48">
                      {link === null ? (
                        <span className="font-mono text-xs wrap-anywhere">{rowId}</span>
                      ) : (
                        <a
                          href={link}
                          target="_blank"
                          rel="noreferrer"
                          className="inline-flex items-start gap-1 text-accent hover:underline"
                        >
                          <span className="font-mono text-xs wrap-anywhere">{rowId}</span>
                          <ExternalLink aria-label="Opens in Dynamics 365 in a new tab" className="size-3.5 shrink-0" />
                        </a>
                      )}
                      {isTouched && <span className="block text-ink-soft">A person has changed it.</span>}
                    </li>
                  ))}
                </ul>
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  );
}
