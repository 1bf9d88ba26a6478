import { BadRequest } from "./bad-request.ts";
import type { Clinic } from "./clinic.ts";
import { parseCondition } from "./filter.ts";
import type { ResourceName } from "./resources.ts";
import { linkBase, type Row } from "./row.ts";
import type { Query, Selection } from "./select.ts";

export interface PageRequest {
  readonly clinic: Clinic;
  readonly resource: ResourceName;
  /** The list's name in the envelope. */
  readonly key: string;
  /** Below `/v1/`. */
  readonly path: string;
  readonly params: URLSearchParams;
  readonly isActive?: boolean;
  /** Conditions the path itself sets. */
  readonly implied: readonly string[];
  select(clinic: Clinic, query: Query): Selection;
  show(row: Row): Row;
}

/** One page in Cliniko's envelope. Throws BadRequest for parameters Cliniko does not take. */
export function listPage(request: PageRequest): Row {
  const { clinic, resource, params } = request;
  const page = wholeNumber(params, "page", 1, Number.MAX_SAFE_INTEGER);
  const perPage = wholeNumber(params, "per_page", 50, 100);
  const conditions = [...request.implied, ...filtersOf(params)].map((text) => parseCondition(resource, text));
  const sort = params.get("sort")?.split(",") ?? [];
  const { total, at } = request.select(clinic, {
    resource,
    conditions,
    sort,
    ...(request.isActive !== undefined && { isActive: request.isActive }),
  });
  const first = (page - 1) * perPage;
  const length = Math.max(0, Math.min(perPage, total - first));
  const rows = Array.from({ length }, (_, place) => request.show(clinic.rowOf(resource, at(first + place))));
  const addressOf = (number: number) => {
    const next = new URLSearchParams(params);
    next.set("page", String(number));
    return `${linkBase}/${request.path}?${next}`;
  };
  return {
    [request.key]: rows,
    total_entries: total,
    links: {
      self: addressOf(page),
      ...(first + length < total && length > 0 && { next: addressOf(page + 1) }),
      ...(page > 1 && { previous: addressOf(page - 1) }),
    },
  };
}

/** All `q[]` of a request; a single `q` is taken too. */
export function filtersOf(params: URLSearchParams): readonly string[] {
  return [...params.getAll("q[]"), ...params.getAll("q")];
}

function wholeNumber(params: URLSearchParams, name: string, otherwise: number, most: number): number {
  const text = params.get(name);
  if (text === null) return otherwise;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > most) throw new BadRequest(`${name} is invalid`);
  return value;
}
