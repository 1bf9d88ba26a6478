/** A JSON value as Cliniko sends it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A record as Cliniko sends it; links begin with `linkBase` until a server puts its own address there. */
export type Row = { readonly [field: string]: Json };

/** Stands for the address of the API in links of stored rows. */
export const linkBase = "~";

/** A link as Cliniko writes it. */
export function link(path: string): Row {
  return { links: { self: `${linkBase}/${path}` } };
}

/** The id at the end of a link to one record; undefined for anything else. */
export function linkedId(value: Json | undefined): string | undefined {
  if (typeof value !== "object" || value === null || !("links" in value)) return undefined;
  const links = value.links;
  if (typeof links !== "object" || links === null || !("self" in links) || typeof links.self !== "string")
    return undefined;
  return /\/(\d+)(?:\?.*)?$/.exec(links.self)?.[1];
}

/** UTC to the second, as all of Cliniko's instants. */
export function instant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

export function dateOnly(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
