import { closeOpportunity } from "./actions-opportunity.ts";
import {
  retrieveCurrentOrganization,
  retrievePrincipalAccess,
  retrieveTotalRecordCount,
  retrieveUserPrivileges,
  whoAmI,
} from "./actions-organisation.ts";
import { startBulkDelete } from "./bulk-delete.ts";
import { bulkMessageNames, handleMultiple } from "./bulk-multiple.ts";
import { DataverseError, type Row, type WebApiReply, type WebApiRequest } from "./model.ts";
import { readRowPath, splitKey } from "./odata-path.ts";
import { changeRow } from "./rows-effects.ts";
import type { Caller, Environment } from "./rows-environment.ts";
import { badRequest, doesNotExist, resourceNotFound } from "./rows-errors.ts";

const namespace = "Microsoft.Dynamics.CRM.";

/** Functions and actions, bound and unbound; undefined when the address is neither. */
export function handleAction(
  environment: Environment,
  request: WebApiRequest,
  caller: Caller,
): WebApiReply | undefined {
  const path = request.path.replace(/^\//, "");
  return path.includes(`/${namespace}`)
    ? bound(environment, request, caller, path)
    : unbound(environment, request, caller, path);
}

function unbound(
  environment: Environment,
  request: WebApiRequest,
  caller: Caller,
  path: string,
): WebApiReply | undefined {
  const { set: name, key: text = "" } = splitKey(decodeURIComponent(path));
  switch (`${request.method} ${name}`) {
    case "GET WhoAmI":
      return whoAmI(environment, request);
    case "GET RetrieveCurrentOrganization":
      return retrieveCurrentOrganization(environment, request);
    case "GET RetrieveTotalRecordCount":
      return retrieveTotalRecordCount(environment, request, text);
    case "POST WinOpportunity":
      return closeOpportunity(environment, "WinOpportunity", request, caller);
    case "POST LoseOpportunity":
      return closeOpportunity(environment, "LoseOpportunity", request, caller);
    case "POST BulkDelete":
      return startBulkDelete(environment, request, caller);
    default:
      return undefined;
  }
}

function bound(environment: Environment, request: WebApiRequest, caller: Caller, path: string): WebApiReply {
  const { table, key, rest } = readRowPath(environment.metadata, path);
  const { set: name } = splitKey((rest[0] ?? "").slice(namespace.length));
  const message = bulkMessageNames.find((each) => each === name);
  if (message !== undefined && key === undefined && request.method === "POST") {
    return handleMultiple(environment, table, message, request, caller);
  }
  if (name === "DeleteMultiple") throw badRequest("0x80040219", "DeleteMultiple has not yet been implemented.");
  const id = key?.kind === "id" ? key.id : undefined;
  if (id === undefined) throw resourceNotFound(rest[0] ?? "");
  const row = environment.store.get(table.logicalName, id);
  if (row === undefined) throw doesNotExist(table.logicalName, id);
  switch (`${request.method} ${table.logicalName} ${name}`) {
    case "POST product PublishProductHierarchy":
      return publish(environment, row, caller);
    case "GET systemuser RetrieveUserPrivileges":
      return retrieveUserPrivileges(environment, request, id);
    case "GET systemuser RetrievePrincipalAccess":
      return retrievePrincipalAccess(environment, request, id);
    default:
      throw new DataverseError(404, "0x80060888", `Resource not found for the segment '${rest[0] ?? ""}'.`);
  }
}

/** Makes a draft, or a product under revision, active. */
function publish(environment: Environment, row: Row, caller: Caller): WebApiReply {
  const state = row.values.get("statecode");
  if (state !== 2 && state !== 3) throw badRequest("0x8004f975", "You can Only update draft products.");
  environment.store.transaction(() =>
    changeRow(
      environment,
      "product",
      row,
      new Map([
        ["statecode", 0],
        ["statuscode", 1],
      ]),
      caller,
    ),
  );
  return { status: 204, headers: {} };
}
