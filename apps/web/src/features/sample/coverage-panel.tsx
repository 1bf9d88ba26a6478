"use client";
import { featureKinds } from "@flit/core/sample/feature";
import { ChevronRight } from "lucide-react";
import { Panel } from "../../ui/panel.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import type { ChoiceView, CoverageView } from "./sample-view.ts";
import { kindWords } from "./words.ts";

/** What the chosen records show of each object, and what they cannot show. */
export function CoveragePanel({ choice }: { readonly choice: ChoiceView }) {
  const groups = choice.coverage.flatMap((one) => one.groups);
  const sum = (of: (group: (typeof groups)[number]) => number) => groups.reduce((total, one) => total + of(one), 0);
  const nowhere = groups.flatMap(({ missing }) => missing.filter(({ why }) => why === "no-record")).length;
  const noRoom = groups.flatMap(({ missing }) => missing.filter(({ why }) => why === "no-room")).length;
  return (
    <Panel
      title="What the sample shows"
      hint={`${sum(({ covered }) => covered).toLocaleString("en-AU")} of ${sum(({ total }) => total).toLocaleString("en-AU")} things to see. ${nowhere.toLocaleString("en-AU")} cannot be shown, because no record has them${noRoom > 0 ? `; ${noRoom} found no room` : ""}.`}
    >
      <Table
        caption="Coverage by object"
        head={[
          { label: "Object" },
          ...featureKinds
            .filter((kind) => kind !== "record")
            .map((kind) => ({ label: kindWords[kind], isNumber: true })),
          { label: "Not shown" },
        ]}
      >
        {choice.coverage.map((one) => (
          <Row key={one.mapping} of={one} />
        ))}
      </Table>
    </Panel>
  );
}

function Row({ of: { title, groups } }: { readonly of: CoverageView }) {
  const missing = groups.flatMap((group) => group.missing.map((one) => ({ ...one, kind: group.kind })));
  const byKind = [...Map.groupBy(missing, ({ kind }) => kind)];
  return (
    <tr>
      <Cell>
        <span className="font-medium">{title}</span>
      </Cell>
      {featureKinds
        .filter((kind) => kind !== "record")
        .map((kind) => {
          const group = groups.find((one) => one.kind === kind);
          return (
            <Cell key={kind} isNumber>
              {group ? `${group.covered} of ${group.total}` : "–"}
            </Cell>
          );
        })}
      <Cell>
        {missing.length === 0 ? (
          "–"
        ) : (
          <details className="group min-w-44">
            <summary className="flex items-center gap-1">
              <ChevronRight aria-hidden className="size-4 text-ink-faint transition-transform group-open:rotate-90" />
              {missing.length} not shown
            </summary>
            <div className="mt-1 grid gap-2 pl-5">
              {byKind.map(([kind, list]) => (
                <div key={kind}>
                  <p className="text-ink-soft">{kindWords[kind]}</p>
                  <ul>
                    {list.map(({ words, why }) => (
                      <li key={`${words} ${why}`} className="wrap-anywhere">
                        {words}
                        <span className="text-ink-soft">
                          {why === "no-record" ? " · no record has it" : " · no room"}
                        </span>
                      </li>
                    ))}
                  </ul>
                </div>
              ))}
            </div>
          </details>
        )}
      </Cell>
    </tr>
  );
}
