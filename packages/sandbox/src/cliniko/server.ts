import type { IncomingMessage, ServerResponse } from "node:http";
import { createClock, type SandboxClock } from "../platform/clock.ts";
import { listen } from "../platform/http.ts";
import { type Caller, type ClinikoKey, callerOf, hasNamedItself, takesJson } from "./access.ts";
import { createAttachmentStore } from "./attachment-store.ts";
import { BadRequest } from "./bad-request.ts";
import type { Clinic } from "./clinic.ts";
import { parseCondition } from "./filter.ts";
import { filtersOf, listPage } from "./list-page.ts";
import { createRateWindow } from "./rate-window.ts";
import { filterType, type HiddenState, hiddenStates, type ResourceName } from "./resources.ts";
import { mayRead, maySeeSettings, shownTo } from "./roles.ts";
import { type Route, routeOf } from "./routes.ts";
import { linkBase, type Row } from "./row.ts";
import { createSelector } from "./select.ts";
import { accountSettings, publicSettings } from "./settings.ts";

export interface ClinikoOptions {
  readonly clinic: Clinic;
  readonly keys: readonly ClinikoKey[];
  readonly port?: number;
  readonly clock?: SandboxClock;
  /** Per user and minute of the platform; 200 unless given. */
  readonly requestsPerMinute?: number;
  /** How long a link to a file works, in milliseconds of the platform; five minutes unless given. */
  readonly attachmentLinkLifetimeMs?: number;
  /** Wraps the serving of every request, files too: faults and latency. */
  readonly around?: (request: IncomingMessage, response: ServerResponse, serve: () => Promise<void>) => Promise<void>;
}

/** What a request asked and got; no bodies. */
export interface ServedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly status: number;
}

export interface RunningCliniko {
  readonly origin: string;
  /** The API's address, origin and `/v1`. */
  readonly url: string;
  readonly attachmentsOrigin: string;
  readonly clinic: Clinic;
  setClinic(clinic: Clinic): void;
  /** Requests to the API so far, throttled ones included; files are not counted. */
  requests(): number;
  /** How many of them were answered 429. */
  throttled(): number;
  /** The last thousand answers of the API, oldest first. */
  requestLog(): readonly ServedRequest[];
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  /** Absent: the reply has no body. */
  readonly body?: Row;
}

interface Exchange {
  readonly caller: Caller;
  readonly clinic: Clinic;
  readonly path: string;
  readonly params: URLSearchParams;
}

const kept = 1_000;
const notFound: Answer = { status: 404, body: { message: "Not found" } };
const forbidden: Answer = { status: 403 };

/** Cliniko's REST API, reading only, over a clinic; strict where its documents are. Source: docs.api.cliniko.com, 2025. */
export async function startCliniko(options: ClinikoOptions): Promise<RunningCliniko> {
  const clock = options.clock ?? createClock();
  const around = options.around ?? ((_request, _response, serve) => serve());
  const store = createAttachmentStore(clock, options.attachmentLinkLifetimeMs ?? 300_000);
  const window = createRateWindow(clock, options.requestsPerMinute ?? 200);
  const select = createSelector();
  const log: ServedRequest[] = [];
  const counts = { all: 0, throttled: 0 };
  let clinic = options.clinic;

  const attachments = await listen((request, response) => {
    around(request, response, async () => store.answer(request, response)).catch(() => response.destroy());
  });
  const server = await listen((request, response) => {
    counts.all += 1;
    around(request, response, async () => serve(request, response)).catch(() => response.destroy());
  }, options.port);
  const url = `${server.origin}/v1`;

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const { status, headers, body } = answer(request);
    log.push({ method: request.method ?? "", path: request.url ?? "", status });
    if (log.length > kept) log.shift();
    if (status === 429) counts.throttled += 1;
    if (body === undefined) return void response.writeHead(status, { "content-length": 0, ...headers }).end();
    const text = JSON.stringify(body).replaceAll(`":"${linkBase}/`, `":"${url}/`);
    response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers }).end(text);
  }

  function answer(request: IncomingMessage): Answer {
    const address = new URL(request.url ?? "/", server.origin);
    if (!address.pathname.startsWith("/v1/")) return notFound;
    const caller = callerOf(request, options.keys, clinic);
    if (caller === undefined) return { status: 401, body: { message: "Unauthorized" } };
    if (!hasNamedItself(request))
      return { status: 403, body: { message: "User-Agent must name the application and an email" } };
    const resetsAt = window.take(caller.userId);
    if (resetsAt !== undefined) return { status: 429, headers: { "x-ratelimit-reset": String(resetsAt) } };
    if (request.method !== "GET") return { status: 405, headers: { allow: "GET" } };
    if (!takesJson(request)) return { status: 406 };
    const path = address.pathname.slice("/v1/".length);
    const route = routeOf(path);
    if (route === undefined) return notFound;
    try {
      return follow(route, { caller, clinic, path, params: address.searchParams });
    } catch (error) {
      if (error instanceof BadRequest) return { status: 400, body: { message: error.message } };
      throw error;
    }
  }

  function follow(route: Route, exchange: Exchange): Answer {
    const { caller } = exchange;
    switch (route.kind) {
      case "user":
        return record("users", caller.userId, exchange);
      case "settings":
        if (!route.isPublic && !maySeeSettings(caller.role)) return forbidden;
        return { status: 200, body: (route.isPublic ? publicSettings : accountSettings)(exchange.clinic.customFields) };
      case "record":
        if (!mayRead(caller.role, route.resource) && route.id !== caller.userId) return forbidden;
        return record(route.resource, route.id, exchange);
      case "list":
        return list(route.resource, route.key, exchange, [], route.isActive);
      case "nested":
        if (exchange.clinic.indexOf(route.parent, route.id) === undefined) return notFound;
        return list(route.resource, route.key, exchange, [`${route.field}:=${route.id}`]);
      case "referral-source":
        return referralSource(route.id, exchange);
      case "content":
        return content(route.id, exchange);
    }
  }

  function list(
    resource: ResourceName,
    key: string,
    exchange: Exchange,
    implied: readonly string[],
    isActive?: boolean,
  ): Answer {
    const { caller, path, params } = exchange;
    if (!mayRead(caller.role, resource)) return forbidden;
    const show = (row: Row) => shownTo(caller.role, resource, row);
    const body = listPage({
      clinic: exchange.clinic,
      resource,
      key,
      path,
      params,
      implied,
      select,
      show,
      ...(isActive !== undefined && { isActive }),
    });
    return { status: 200, body };
  }

  /** The way to a file: hidden like its record, and missing while it is processed. */
  function content(id: string, exchange: Exchange): Answer {
    const { caller, clinic: from } = exchange;
    if (!mayRead(caller.role, "patient_attachments")) return forbidden;
    const shown = record("patient_attachments", id, exchange);
    const index = from.indexOf("patient_attachments", id);
    if (shown.status !== 200 || index === undefined) return shown;
    if (shown.body?.content === null) return notFound;
    return { status: 303, headers: { location: `${attachments.origin}${store.sign(from.seed, index)}` } };
  }

  return {
    origin: server.origin,
    url,
    attachmentsOrigin: attachments.origin,
    get clinic() {
      return clinic;
    },
    setClinic: (next) => {
      clinic = next;
    },
    requests: () => counts.all,
    throttled: () => counts.throttled,
    requestLog: () => [...log],
    close: async () => {
      await Promise.all([server.close(), attachments.close()]);
    },
  };
}

/** One record. A hidden one is not found unless the request names every state it is hidden in. */
function record(resource: ResourceName, id: string, { caller, clinic, params }: Exchange): Answer {
  const index = clinic.indexOf(resource, id);
  if (index === undefined) return notFound;
  const conditions = filtersOf(params).map((text) => parseCondition(resource, text));
  const other = conditions.find(({ field }) => !["archived_at", "cancelled_at", "deleted_at"].includes(field));
  if (other !== undefined) throw new BadRequest(`${other.field} is not filterable`);
  const row = clinic.rowOf(resource, index);
  if (!conditions.every((condition) => condition.test(row[condition.field]))) return notFound;
  const isNamed = (state: HiddenState) =>
    maySeeArchived(resource, caller) &&
    conditions.some(({ field }) => field === state || (state === "archived_at" && field === "deleted_at"));
  const isHidden = hiddenStates.some(
    (state) =>
      filterType(resource, state) !== undefined && clinic.hiddenAt(resource, index, state) !== null && !isNamed(state),
  );
  return isHidden ? notFound : { status: 200, body: shownTo(caller.role, resource, row) };
}

function maySeeArchived(resource: ResourceName, caller: Caller): boolean {
  return resource !== "appointment_types" || maySeeSettings(caller.role);
}

function referralSource(patientId: string, { clinic, caller }: Exchange): Answer {
  const index = clinic
    .linkedTo("referral_sources", "patient", patientId)
    .findLast((each) => clinic.hiddenAt("referral_sources", each, "archived_at") === null);
  if (index === undefined) return notFound;
  return { status: 200, body: shownTo(caller.role, "referral_sources", clinic.rowOf("referral_sources", index)) };
}
