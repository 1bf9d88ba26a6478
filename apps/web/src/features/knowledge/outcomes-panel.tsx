import { confidenceBands, proposalOrigins } from "@flit/core/map-line";
import { Panel } from "../../ui/panel.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import type { Knowledge } from "./endpoints.ts";
import { bandNames, originNames, rightSoFar } from "./words.ts";

/** How often proposals were right for this clinic, and how often where the matcher was measured. */
export function OutcomesPanel({ knowledge }: { readonly knowledge: Knowledge }) {
  const { outcomes, frozenMaps, measured } = knowledge;
  const ordered = proposalOrigins.flatMap((origin) =>
    confidenceBands.flatMap((band) => outcomes.filter((one) => one.origin === origin && one.band === band)),
  );
  return (
    <Panel
      title="How often it was right"
      hint={
        frozenMaps === 0
          ? "Counted when a map is frozen: only then it is known what you meant."
          : `Proposals against what you froze, in ${frozenMaps === 1 ? "1 map" : `${frozenMaps} maps`} of this clinic.`
      }
    >
      <div className="grid gap-6">
        {ordered.length === 0 ? (
          <EmptyState title="Nothing to count yet">
            Once a map is frozen, this shows how many proposals you accepted, changed and rejected.
          </EmptyState>
        ) : (
          <Table
            caption="Proposals and what became of them"
            head={[
              { label: "From" },
              { label: "Confidence" },
              { label: "Accepted", isNumber: true },
              { label: "Changed", isNumber: true },
              { label: "Rejected", isNumber: true },
              { label: "Right so far" },
            ]}
          >
            {ordered.map((one) => (
              <tr key={`${one.origin} ${one.band}`}>
                <Cell>
                  <span className="block min-w-28">{originNames[one.origin]}</span>
                </Cell>
                <Cell>{bandNames[one.band]}</Cell>
                <Cell isNumber>{one.accepted.toLocaleString("en-AU")}</Cell>
                <Cell isNumber>{one.changed.toLocaleString("en-AU")}</Cell>
                <Cell isNumber>{one.rejected.toLocaleString("en-AU")}</Cell>
                <Cell>
                  <span className="whitespace-nowrap">{rightSoFar(one)}</span>
                </Cell>
              </tr>
            ))}
          </Table>
        )}
        <div className="min-w-0">
          <h3 className="font-semibold">Measured elsewhere</h3>
          {measured === null ? (
            <p className="text-ink-soft">
              No measurement of the matcher is on record in this version. Take High, Review and Unsure as an order, not
              as figures.
            </p>
          ) : (
            <>
              <p className="text-ink-soft">
                The matcher's proposals on labelled accounts, as counts, because few say little. Its confidence was
                measured without each of them, but its words were chosen with them in view: expect less on yours.
              </p>
              <MeasuredTable
                caption="The matcher's columns by confidence, where they were measured"
                bands={measured.columns}
              />
              <p className="mt-3 text-ink-soft">
                What it proposes for the options of choices, counted the same way, without the words it was taught last.
              </p>
              <MeasuredTable
                caption="The matcher's values by confidence, where they were measured"
                bands={measured.values}
              />
            </>
          )}
        </div>
      </div>
    </Panel>
  );
}

function MeasuredTable({
  caption,
  bands,
}: {
  readonly caption: string;
  readonly bands: NonNullable<Knowledge["measured"]>["columns"];
}) {
  return (
    <Table
      caption={caption}
      head={[
        { label: "Confidence" },
        { label: "Right", isNumber: true },
        { label: "Proposed", isNumber: true },
        { label: "Share right" },
      ]}
    >
      {bands.map(({ band, right, proposed }) => (
        <tr key={band}>
          <Cell>{bandNames[band]}</Cell>
          <Cell isNumber>{right.toLocaleString("en-AU")}</Cell>
          <Cell isNumber>{proposed.toLocaleString("en-AU")}</Cell>
          <Cell>
            <span className="whitespace-nowrap">
              {rightSoFar({ accepted: right, changed: proposed - right, rejected: 0 })}
            </span>
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
