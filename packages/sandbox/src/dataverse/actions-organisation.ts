import type { WebApiReply, WebApiRequest } from "./model.ts";
import { splitOutside } from "./odata-literal.ts";
import { otherPrivileges, tablePrivileges } from "./privileges.ts";
import type { Environment } from "./rows-environment.ts";
import { badRequest, queryError } from "./rows-errors.ts";
import { hasRole } from "./rows-owner.ts";

/** Functions that tell about the organisation and what the caller may do. */

export function whoAmI({ ids }: Environment, request: WebApiRequest): WebApiReply {
  return answer(request, "WhoAmIResponse", {
    BusinessUnitId: ids.businessUnitId,
    UserId: request.userId,
    OrganizationId: ids.organizationId,
  });
}

export function retrieveCurrentOrganization({ ids }: Environment, request: WebApiRequest): WebApiReply {
  const origin = new URL(request.baseUrl).origin;
  return answer(request, "RetrieveCurrentOrganizationResponse", {
    Detail: {
      OrganizationId: ids.organizationId,
      FriendlyName: "Sandbox",
      UniqueName: "sandbox",
      UrlName: "sandbox",
      OrganizationVersion: "9.2.24104.00181",
      EnvironmentId: ids.organizationId,
      Geo: "OCE",
      State: "Enabled",
      OrganizationType: "Customer",
      TenantId: ids.businessUnitId,
      SchemaType: "Full",
      Endpoints: { Count: 1, IsReadOnly: false, Keys: ["WebApplication"], Values: [`${origin}/`] },
    },
  });
}

/** Exact counts, which on the real platform are up to a day old. */
export function retrieveTotalRecordCount(
  { metadata, store }: Environment,
  request: WebApiRequest,
  text: string,
): WebApiReply {
  const names = parameters(text, request).get("EntityNames") ?? "[]";
  const list: unknown = parseNames(names);
  if (!Array.isArray(list)) throw queryError("EntityNames must be a collection of logical names.");
  const keys = list.map(String);
  const unknownName = keys.find((name) => !metadata.tables.has(name));
  if (unknownName !== undefined) throw badRequest("0x80040203", `The entity '${unknownName}' was not found.`);
  return answer(request, "RetrieveTotalRecordCountResponse", {
    EntityRecordCountCollection: {
      Count: keys.length,
      IsReadOnly: false,
      Keys: keys,
      Values: keys.map((name) => store.table(name).size),
    },
  });
}

const rights =
  "ReadAccess, WriteAccess, AppendAccess, AppendToAccess, CreateAccess, DeleteAccess, ShareAccess, AssignAccess";

/** Everything with a role, nothing without: this sandbox knows no finer grain. */
export function retrievePrincipalAccess(environment: Environment, request: WebApiRequest, userId: string): WebApiReply {
  return answer(request, "RetrievePrincipalAccessResponse", {
    AccessRights: hasRole(environment, userId) ? rights : "None",
  });
}

/** One privilege per verb and table, plus those a migration asks for. */
export function retrieveUserPrivileges(environment: Environment, request: WebApiRequest, userId: string): WebApiReply {
  const all = hasRole(environment, userId)
    ? [
        ...new Set([...environment.metadata.tables.values()].flatMap(tablePrivileges).map(({ Name }) => Name)),
        ...otherPrivileges,
      ]
    : [];
  const held = all.filter((name) => !environment.withheldPrivileges.has(name));
  const privileges = held.map((name, index) => ({
    PrivilegeName: name,
    PrivilegeId: `00000000-0000-4000-8000-${index.toString(16).padStart(12, "0")}`,
    Depth: "Global",
    BusinessUnitId: environment.ids.businessUnitId,
  }));
  return answer(request, "RetrieveUserPrivilegesResponse", { RolePrivileges: privileges });
}

function answer(request: WebApiRequest, type: string, body: object): WebApiReply {
  const context = `${request.baseUrl}/$metadata#Microsoft.Dynamics.CRM.${type}`;
  return { status: 200, headers: {}, body: { "@odata.context": context, ...body } };
}

/** `Name=value` pairs in the brackets of a function; `@p` stands for a query parameter. */
function parameters(text: string, request: WebApiRequest): Map<string, string> {
  return new Map(
    splitOutside(text, ",").map((pair): [string, string] => {
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      return [name.trim(), value.startsWith("@") ? (request.query.get(value) ?? "") : value];
    }),
  );
}

function parseNames(text: string): unknown {
  try {
    return JSON.parse(text.replaceAll("'", '"'));
  } catch {
    throw queryError("EntityNames must be a collection of logical names.");
  }
}
