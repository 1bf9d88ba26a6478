"use client";
import { actionEvents } from "@flit/core/actions";
import { roleNames } from "@flit/core/permissions";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ApiError } from "../../api/api-error.ts";
import { Button } from "../../ui/button.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import type { LoggedAction } from "./endpoints.ts";
import { subjectWords } from "./subject-words.ts";

/** A page of the log, and the way to the pages around it. */
export function ActionsTable({
  page,
  names,
  isFiltered,
  isNewest,
  onPage,
  onClear,
}: {
  readonly page: UseQueryResult<{ readonly actions: readonly LoggedAction[]; readonly older: number | null }, ApiError>;
  /** Names of people and migrations by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly isFiltered: boolean;
  readonly isNewest: boolean;
  readonly onPage: (before: number | null) => void;
  readonly onClear: () => void;
}) {
  return (
    <Query of={page} lines={10}>
      {({ actions, older }) =>
        actions.length === 0 ? (
          <EmptyState
            title={isFiltered ? "Nothing fits" : "Nothing was done yet"}
            action={isFiltered && <Button onClick={onClear}>Show everything</Button>}
          >
            {isFiltered ? "No action of this kind stands in the log." : "What people do here will stand here."}
          </EmptyState>
        ) : (
          <>
            <div className="rounded-lg border border-line bg-surface">
              <Table
                caption="Actions, newest first"
                head={[
                  { label: "No.", isNumber: true },
                  { label: "When" },
                  { label: "Who" },
                  { label: "What" },
                  { label: "Migration" },
                  { label: "Details" },
                ]}
              >
                {actions.map((action) => (
                  <tr key={action.position}>
                    <Cell isNumber>{action.position}</Cell>
                    <Cell>
                      <span className="whitespace-nowrap">
                        <Time at={action.at} />
                      </span>
                    </Cell>
                    <Cell>
                      <span className="block min-w-28">{action.personName}</span>
                      <span className="block text-ink-soft">
                        {action.role === "system" ? "FlitStack itself" : roleNames[action.role]}
                      </span>
                    </Cell>
                    <Cell>
                      <span className="block min-w-36">{actionEvents[action.event]}</span>
                    </Cell>
                    <Cell>{action.migrationId !== null && names.get(action.migrationId)}</Cell>
                    <Cell>
                      <span className="block min-w-48 text-ink-soft wrap-anywhere">
                        {subjectWords(action.subject, names)}
                      </span>
                    </Cell>
                  </tr>
                ))}
              </Table>
            </div>
            <nav aria-label="Pages of the log" className="flex justify-end gap-2">
              {!isNewest && <Button onClick={() => onPage(null)}>Newest</Button>}
              {older !== null && <Button onClick={() => onPage(older)}>Older</Button>}
            </nav>
          </>
        )
      }
    </Query>
  );
}
