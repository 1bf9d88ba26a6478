import type { ActionEvent } from "@flit/core/actions";
import type { Permission } from "@flit/core/permissions";
import type { z } from "zod";

/** Whom an endpoint serves: members of the clinic its path names, anybody signed in, or everybody. */
export type Scope = "clinic" | "person" | "public";

/**
 * One operation of the API, declared once: browser and server derive their types from it, the server refuses what it
 * does not say. `:name` parts of the path and the query string together make `params`.
 */
export interface Endpoint<S extends Scope, Params, Body, Reply> {
  readonly scope: S;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Endpoints of a clinic begin with `/clinics/:clinic`. */
  readonly path: `/${string}`;
  /** What the caller must be allowed; null outside clinics. */
  readonly permission: Permission | null;
  /** The action it is logged as, or why it is not. */
  readonly audit: ActionEvent | { readonly none: string };
  /** Whether the person must have proved who they are in the last five minutes. */
  readonly needsProof: boolean;
  readonly params: z.ZodType<Params>;
  readonly body: z.ZodType<Body>;
  /** What is not in the schema never leaves the server. Null: the handler answers a stream or a file. */
  readonly reply: z.ZodType<Reply> | null;
}

type Draft<S extends Scope, Params, Body, Reply> = Omit<
  Endpoint<S, Params, Body, Reply>,
  "scope" | "permission" | "needsProof"
> & { readonly needsProof?: boolean };

/** Declares an endpoint inside a clinic. */
export function clinicEndpoint<Params extends { readonly clinic: string }, Body, Reply>(
  draft: Draft<"clinic", Params, Body, Reply> & { readonly permission: Permission },
): Endpoint<"clinic", Params, Body, Reply> {
  return { needsProof: false, ...draft, scope: "clinic" };
}

/** Declares an endpoint for anybody who is signed in; it may concern only themselves. */
export function personEndpoint<Params, Body, Reply>(
  draft: Draft<"person", Params, Body, Reply>,
): Endpoint<"person", Params, Body, Reply> {
  return { needsProof: false, ...draft, scope: "person", permission: null };
}

/** Declares an endpoint for everybody. */
export function publicEndpoint<Params, Body, Reply>(
  draft: Draft<"public", Params, Body, Reply>,
): Endpoint<"public", Params, Body, Reply> {
  return { needsProof: false, ...draft, scope: "public", permission: null };
}

/** Any endpoint, when only the declaration matters: parameters are read and written, so unknown would fit none. */
// biome-ignore lint/suspicious/noExplicitAny: see above.
export type AnyEndpoint = Endpoint<Scope, any, any, any>;
