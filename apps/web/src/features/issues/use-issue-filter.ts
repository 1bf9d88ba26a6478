import { issueSeverities } from "@flit/core/issues/issue";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { Place } from "../clinics/place.ts";
import { issueShows, issueSorts } from "./endpoints.ts";

const inAddress = {
  object: parseAsString,
  severity: parseAsStringLiteral(issueSeverities),
  show: parseAsStringLiteral(issueShows).withDefault("open"),
  sort: parseAsStringLiteral(issueSorts).withDefault("severity"),
  page: parseAsInteger.withDefault(0),
};

export const pageSize = 25;

/** Which groups are shown; the address keeps it: codes only. */
export function useIssueFilter(place: Place) {
  const [query, setQuery] = useQueryStates(inAddress);
  const { object, severity, ...rest } = query;
  const page = Math.max(0, query.page);
  return {
    query: { ...query, page },
    params: { ...place, ...rest, page, size: pageSize, ...(object && { object }), ...(severity && { severity }) },
    isFiltered: object !== null || severity !== null,
    change: (next: Partial<Omit<typeof query, "page">>) => void setQuery({ ...next, page: null }),
    setPage: (next: number) => void setQuery({ page: next }),
  };
}

export type IssueFilter = ReturnType<typeof useIssueFilter>;
