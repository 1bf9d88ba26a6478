import type { DestinationDescription, DestinationUser } from "@flit/core/destination";
import { Fault } from "@flit/core/fault";
import { z } from "zod";
import { askTogether } from "./ask-together.ts";
import type { DataverseClient } from "./client.ts";
import { collect } from "./metadata.ts";

const who = z.object({ UserId: z.string(), OrganizationId: z.string() });
const organization = z.object({ languagecode: z.number(), _basecurrencyid_value: z.string() });
const unit = z.object({ uomid: z.string(), _uomscheduleid_value: z.string().nullish() });
const publisher = z.object({ uniquename: z.string(), customizationprefix: z.string().nullish() });

/** The user the connection writes as. Throws Fault. */
export async function whoAmI(client: DataverseClient): Promise<{ userId: string; organizationId: string }> {
  const answer = await client.get("WhoAmI", who);
  if (!answer) throw new Fault("protocol", "no-web-api", "No Dataverse Web API answers at this address.");
  return { userId: answer.UserId, organizationId: answer.OrganizationId };
}

const questions = {
  organization: "organizations?$select=languagecode,_basecurrencyid_value",
  units: "uoms?$select=uomid,_uomscheduleid_value&$filter=isschedulebaseuom%20eq%20true&$orderby=createdon%20asc",
  publishers: "publishers?$select=uniquename,customizationprefix",
  solutions: "solutions?$select=uniquename&$filter=ismanaged%20eq%20false",
  tables: "EntityDefinitions?$select=LogicalName,IsManaged,IsIntersect&$filter=IsCustomEntity%20eq%20true",
};

/** Everything about the environment that is not a table. */
export async function readEnvironment(client: DataverseClient): Promise<Omit<DestinationDescription, "tables">> {
  // Alone, because what it says of a wrong address or a missing sign-in speaks for all.
  const { userId, organizationId } = await whoAmI(client);
  const about = await askTogether(client, Object.values(questions));
  const [own] = await collect(about.list(questions.organization, organization));
  if (!own) throw new Fault("forbidden", "organization-not-readable");
  const currency = await client.get(
    `transactioncurrencies(${own._basecurrencyid_value})?$select=isocurrencycode`,
    z.object({ isocurrencycode: z.string() }),
  );
  // An environment without Sales has no units.
  const units = await about.get(questions.units, z.object({ value: z.array(unit) }));
  const publishers = await collect(about.list(questions.publishers, publisher));
  const solutions = await collect(about.list(questions.solutions, z.object({ uniquename: z.string() })));
  const custom = await collect(
    about.list(
      questions.tables,
      z.object({ LogicalName: z.string(), IsManaged: z.boolean().nullish(), IsIntersect: z.boolean().nullish() }),
    ),
  );
  const first = units?.value[0];
  return {
    organizationId,
    userId,
    languageCode: own.languagecode,
    currency: { id: own._basecurrencyid_value, code: currency?.isocurrencycode ?? "" },
    unit: first?._uomscheduleid_value ? { id: first.uomid, groupId: first._uomscheduleid_value } : null,
    // Microsoft's own apps come as hundreds of managed custom tables; only the organisation's own count.
    customTables: custom.filter((one) => one.IsManaged !== true && one.IsIntersect !== true).length,
    publishers: publishers.map((one) => ({ uniqueName: one.uniquename, prefix: one.customizationprefix ?? "" })),
    solutions: solutions.map((one) => one.uniquename),
  };
}

const systemUser = z.object({
  systemuserid: z.string(),
  internalemailaddress: z.string().nullish(),
  firstname: z.string().nullish(),
  lastname: z.string().nullish(),
  isdisabled: z.boolean().nullish(),
  applicationid: z.string().nullish(),
  systemuserroles_association: z.array(z.unknown()).nullish(),
});

/** All system users; who holds no role cannot own rows. */
export async function readUsers(client: DataverseClient): Promise<readonly DestinationUser[]> {
  const select = "systemuserid,internalemailaddress,firstname,lastname,isdisabled,applicationid";
  const rows = await collect(
    client.list(`systemusers?$select=${select}&$expand=systemuserroles_association($select=name)`, systemUser),
  );
  return rows.map((row) => ({
    id: row.systemuserid,
    email: row.internalemailaddress ?? null,
    firstName: row.firstname ?? null,
    lastName: row.lastname ?? null,
    isEnabled: row.isdisabled !== true,
    hasRole: (row.systemuserroles_association ?? []).length > 0,
    isApplication: (row.applicationid ?? null) !== null,
  }));
}
