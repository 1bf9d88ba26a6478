"use client";
import { issueSeverities } from "@flit/core/issues/issue";
import { SelectField } from "../../ui/field.tsx";
import { issueShows, issueSorts } from "./endpoints.ts";
import { severityWords } from "./severity.tsx";
import type { IssueFilter } from "./use-issue-filter.ts";

const shows = { open: "Open", accepted: "Accepted", all: "All" } as const;
const sorts = { severity: "What matters most", records: "Most records", object: "Object" } as const;

/** Narrows the groups down. */
export function IssueFilters({
  filter: { query, change },
  objects,
}: {
  readonly filter: IssueFilter;
  readonly objects: readonly { readonly key: string; readonly title: string }[];
}) {
  return (
    <search className="grid grid-cols-2 gap-3 md:grid-cols-4">
      <SelectField
        label="Show"
        value={query.show}
        onChange={({ target }) => change({ show: issueShows.find((one) => one === target.value) ?? "open" })}
      >
        {issueShows.map((one) => (
          <option key={one} value={one}>
            {shows[one]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Object"
        value={query.object ?? ""}
        onChange={({ target }) => change({ object: target.value || null })}
      >
        <option value="">All objects</option>
        {objects.map(({ key, title }) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="What happened"
        value={query.severity ?? ""}
        onChange={({ target }) => change({ severity: issueSeverities.find((one) => one === target.value) ?? null })}
      >
        <option value="">Everything</option>
        {issueSeverities.map((one) => (
          <option key={one} value={one}>
            {severityWords[one]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Order"
        value={query.sort}
        onChange={({ target }) => change({ sort: issueSorts.find((one) => one === target.value) ?? "severity" })}
      >
        {issueSorts.map((one) => (
          <option key={one} value={one}>
            {sorts[one]}
          </option>
        ))}
      </SelectField>
    </search>
  );
}
