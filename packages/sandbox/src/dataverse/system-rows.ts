import { seededRandom } from "../platform/seeded-random.ts";
import type { Metadata, Value } from "./model.ts";
import type { OrganisationIds } from "./rows-environment.ts";
import type { RowStore } from "./rows-store.ts";

/** A person who works in the organisation. */
export interface HumanUser {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly disabled?: boolean;
  /** True unless told. */
  readonly hasRole?: boolean;
}

const createdOn = "2024-02-01T09:00:00Z";
const active = { statecode: 0, statuscode: 1 };
const applicationName = "# FlitStack";

/** The rows a new organisation has before anybody adds one. The same seed gives the same ids. */
export function addSystemRows(
  metadata: Metadata,
  store: RowStore,
  seed: number,
  people: readonly HumanUser[],
): OrganisationIds {
  const newId = guids(seed);
  const ids: OrganisationIds = {
    organizationId: newId(),
    businessUnitId: newId(),
    currencyId: newId(),
    applicationUserId: newId(),
    administratorRoleId: newId(),
    unitId: newId(),
    unitScheduleId: newId(),
  };
  const user: Value = { table: "systemuser", id: ids.applicationUserId };
  const add: AddRow = (table, values, id = newId()) => {
    const columns = metadata.tables.get(table)?.columns;
    const stamps = { createdon: createdOn, modifiedon: createdOn, createdby: user, modifiedby: user };
    const known = Object.entries(stamps).filter(([column]) => columns?.has(column));
    store.insert(table, id, new Map([...known, ...Object.entries(values)]));
    return id;
  };
  addOrganisation(add, ids);
  addPeople(add, ids, newId, people);
  addSolutions(add);
  addAutomation(add, ids);
  return ids;
}

type AddRow = (table: string, values: Readonly<Record<string, Value>>, id?: string) => string;

function addOrganisation(add: AddRow, ids: OrganisationIds): void {
  const currency: Value = { table: "transactioncurrency", id: ids.currencyId };
  const organisation = {
    name: "sandbox",
    languagecode: 1033,
    basecurrencyid: currency,
    basecurrencysymbol: "$",
    currencydecimalprecision: 2,
    pricingdecimalprecision: 2,
    maxuploadfilesize: 5_242_880,
    blockedattachments: "bat;cmd;com;exe;js;msi;ps1;vbs",
    isauditenabled: false,
    isduplicatedetectionenabled: true,
    createproductswithoutparentinactivestate: false,
  };
  add("organization", organisation, ids.organizationId);
  add("businessunit", { name: "sandbox" }, ids.businessUnitId);
  const dollar = { currencyname: "Australian Dollar", currencysymbol: "$", isocurrencycode: "AUD", exchangerate: 1 };
  add("transactioncurrency", { ...dollar, currencyprecision: 2, ...active }, ids.currencyId);
  add("uomschedule", { name: "Default Unit", baseuomname: "Primary Unit", ...active }, ids.unitScheduleId);
  const schedule: Value = { table: "uomschedule", id: ids.unitScheduleId };
  add("uom", { name: "Primary Unit", quantity: 1, isschedulebaseuom: true, uomscheduleid: schedule }, ids.unitId);
}

function addPeople(add: AddRow, ids: OrganisationIds, newId: () => string, people: readonly HumanUser[]): void {
  const businessunitid: Value = { table: "businessunit", id: ids.businessUnitId };
  add("role", { name: "System Administrator", businessunitid }, ids.administratorRoleId);
  const salesRoleId = add("role", { name: "Salesperson", businessunitid });
  const common = { accessmode: 0, businessunitid, caltype: 0, isintegrationuser: false, setupuser: false };
  const application = {
    ...common,
    fullname: applicationName,
    firstname: "#",
    lastname: "FlitStack",
    domainname: "flitstack@sandbox",
    accessmode: 4,
    internalemailaddress: "flitstack@sandbox.example",
    applicationid: newId(),
    isdisabled: false,
    islicensed: false,
  };
  add("systemuser", application, ids.applicationUserId);
  add("systemuserroles", { systemuserid: ids.applicationUserId, roleid: ids.administratorRoleId });
  for (const { email, firstName, lastName, disabled = false, hasRole = true } of people) {
    const userId = add("systemuser", {
      ...common,
      fullname: `${firstName} ${lastName}`,
      firstname: firstName,
      lastname: lastName,
      domainname: email,
      internalemailaddress: email,
      isdisabled: disabled,
      islicensed: true,
      azureactivedirectoryobjectid: newId(),
    });
    if (hasRole) add("systemuserroles", { systemuserid: userId, roleid: salesRoleId });
  }
  const administratorid: Value = { table: "systemuser", id: ids.applicationUserId };
  add("team", { name: "sandbox", businessunitid, administratorid, teamtype: 0, isdefault: true });
}

function addSolutions(add: AddRow): void {
  const publisherId = add("publisher", {
    uniquename: "DefaultPublishersandbox",
    friendlyname: "Default Publisher for sandbox",
    customizationprefix: "new",
    customizationoptionvalueprefix: 10_000,
    isreadonly: false,
  });
  const common = { version: "9.0.0.0", publisherid: { table: "publisher", id: publisherId }, isvisible: true };
  add("solution", { ...common, uniquename: "Default", friendlyname: "Default Solution", ismanaged: false });
  add("solution", { ...common, uniquename: "Sales", friendlyname: "Dynamics 365 Sales", ismanaged: true });
}

/** What a pre-flight check should find: bulk messages, a plug-in step, a flow and a duplicate rule. */
function addAutomation(add: AddRow, ids: OrganisationIds): void {
  const [createId = ""] = ["Create", "Update", "Delete", "CreateMultiple", "UpdateMultiple"].map((name) =>
    add("sdkmessage", { name }),
  );
  add("sdkmessageprocessingstep", {
    name: "Contoso.Plugins.ContactNumber: Create of contact",
    sdkmessageid: { table: "sdkmessage", id: createId },
    stage: 20,
    mode: 0,
    ishidden: false,
    ismanaged: false,
    ...active,
  });
  const user: Value = { table: "systemuser", id: ids.applicationUserId };
  const businessUnit: Value = { table: "businessunit", id: ids.businessUnitId };
  const on = { ownerid: user, owninguser: user, owningbusinessunit: businessUnit, statecode: 1, statuscode: 2 };
  const flow = { name: "Welcome new contact", category: 5, type: 1, primaryentity: "contact", triggeroncreate: true };
  add("workflow", { ...flow, ...on });
  const rule = {
    name: "Contacts with the same e-mail address",
    baseentityname: "contact",
    matchingentityname: "contact",
  };
  add("duplicaterule", { ...rule, ...on });
}

/** Guids drawn from a seed, in the shape of version 4. */
function guids(seed: number): () => string {
  const random = seededRandom(seed);
  const hex = (length: number) => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join("");
  return () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
}
