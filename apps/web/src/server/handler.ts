import type { SignedIn } from "@flit/core/identity";
import type { Role } from "@flit/core/permissions";
import type { StoreTransaction, TenantStore } from "@flit/core/ports";
import type { Json } from "@flit/core/record";
import type { AnyEndpoint, Endpoint } from "../api/endpoint.ts";
import type { WebProduct } from "./product.ts";

/** What every handler works with. */
export interface PublicCall<Params, Body> {
  readonly params: Params;
  readonly body: Body;
  readonly request: Request;
  readonly product: WebProduct;
}

/** A call of somebody who signed in. */
export interface PersonCall<Params, Body> extends PublicCall<Params, Body> {
  readonly who: SignedIn;
}

/** A call inside one clinic, by somebody who may. */
export interface ClinicCall<Params, Body> extends PersonCall<Params, Body> {
  readonly clinic: string;
  readonly role: Role;
  readonly store: TenantStore;
  /** Logs the endpoint's action in the transaction that carries it out: ids, codes and counts only. */
  log(tx: StoreTransaction, subject: { readonly [name: string]: Json }): Promise<void>;
}

interface Calls<Params, Body> {
  readonly clinic: ClinicCall<Params, Body>;
  readonly person: PersonCall<Params, Body>;
  readonly public: PublicCall<Params, Body>;
}

/** Endpoints without a reply schema answer a response of their own. */
export type Handler<E extends AnyEndpoint> =
  E extends Endpoint<infer S, infer Params, infer Body, infer Reply>
    ? (call: Calls<Params, Body>[S]) => Promise<unknown extends Reply ? Response : Reply>
    : never;

/** A handler for each endpoint of an area: a forgotten one does not compile. */
export type Handlers<Area extends { readonly [name: string]: AnyEndpoint }> = {
  readonly [Name in keyof Area]: Handler<Area[Name]>;
};

/** An area's declarations with their handlers, as the router takes them. */
export interface Route {
  readonly endpoint: AnyEndpoint;
  // biome-ignore lint/suspicious/noExplicitAny: the pair was checked by `routesOf`.
  readonly handle: (call: any) => Promise<unknown>;
}

/** Pairs an area's endpoints with their handlers. */
export function routesOf<Area extends { readonly [name: string]: AnyEndpoint }>(
  endpoints: Area,
  handlers: Handlers<Area>,
): readonly Route[] {
  return Object.entries(endpoints).map(([name, endpoint]) => ({ endpoint, handle: handlers[name] as Route["handle"] }));
}
