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

/** The rows a new organisation has before anybody adds one. The same seed gives the same ids. */
export function addSystemRows(
  metadata: Metadata,
  store: RowStore,
  seed: number,
  people: readonly HumanUser[],
): OrganisationIds {
  const id = guids(seed);
  const ids: OrganisationIds = {
    organizationId: id(),
    businessUnitId: id(),
    currencyId: id(),
    applicationUserId: id(),
    administratorRoleId: id(),
    unitId: id(),
    unitScheduleId: id(),
  };
  const user: Value = { table: "systemuser", id: ids.applicationUserId };
  const add = (table: string, rowId: string, values: Record<string, Value>) => {
    const columns = metadata.tables.get(table)?.columns;
    const stamps: Record<string, Value> = {
      createdon: createdOn,
      modifiedon: createdOn,
      createdby: user,
      modifiedby: user,
    };
    const known = Object.entries(stamps).filter(([column]) => columns?.has(column));
    store.insert(table, rowId, new Map([...known, ...Object.entries(values)]));
  };
  const currency: Value = { table: "transactioncurrency", id: ids.currencyId };
  const businessUnit: Value = { table: "businessunit", id: ids.businessUnitId };
  const active = { statecode: 0, statuscode: 1 };
  const owned = { ownerid: user, owninguser: user, owningbusinessunit: businessUnit };

  add("organization", ids.organizationId, {
    name: "sandbox",
    languagecode: 1033,
    basecurrencyid: currency,
    basecurrencysymbol: "$",
    currencydecimalprecision: 2,
    pricingdecimalprecision: 2,
    maxuploadfilesize: 5_242_880,
    blockedattachments: "bat;cmd;com;exe;js;msi;ps1;vbs",
    isauditenabled: false,
    isduplicatedetectionenabled: false,
    createproductswithoutparentinactivestate: false,
  });
  add("businessunit", ids.businessUnitId, { name: "sandbox" });
  add("transactioncurrency", ids.currencyId, {
    currencyname: "Australian Dollar",
    currencysymbol: "$",
    isocurrencycode: "AUD",
    exchangerate: 1,
    currencyprecision: 2,
    ...active,
  });
  add("uomschedule", ids.unitScheduleId, { name: "Default Unit", baseuomname: "Primary Unit", ...active });
  add("uom", ids.unitId, {
    name: "Primary Unit",
    quantity: 1,
    isschedulebaseuom: true,
    uomscheduleid: { table: "uomschedule", id: ids.unitScheduleId },
  });
  add("role", ids.administratorRoleId, { name: "System Administrator", businessunitid: businessUnit });
  const salesRoleId = id();
  add("role", salesRoleId, { name: "Salesperson", businessunitid: businessUnit });

  const addUser = (rowId: string, roleId: string | undefined, values: Record<string, Value>) => {
    add("systemuser", rowId, {
      accessmode: 0,
      businessunitid: businessUnit,
      caltype: 0,
      isintegrationuser: false,
      setupuser: false,
      ...values,
    });
    if (roleId !== undefined) add("systemuserroles", id(), { systemuserid: rowId, roleid: roleId });
  };
  addUser(ids.applicationUserId, ids.administratorRoleId, {
    fullname: "# FlitStack",
    firstname: "#",
    lastname: "FlitStack",
    domainname: "flitstack@sandbox",
    accessmode: 4,
    internalemailaddress: "flitstack@sandbox.example",
    applicationid: id(),
    isdisabled: false,
    islicensed: false,
  });
  for (const { email, firstName, lastName, disabled = false, hasRole = true } of people) {
    addUser(id(), hasRole ? salesRoleId : undefined, {
      fullname: `${firstName} ${lastName}`,
      firstname: firstName,
      lastname: lastName,
      domainname: email,
      internalemailaddress: email,
      isdisabled: disabled,
      islicensed: true,
      azureactivedirectoryobjectid: id(),
    });
  }
  add("team", id(), {
    name: "sandbox",
    businessunitid: businessUnit,
    administratorid: user,
    teamtype: 0,
    isdefault: true,
  });

  const publisherId = id();
  add("publisher", publisherId, {
    uniquename: "DefaultPublishersandbox",
    friendlyname: "Default Publisher for sandbox",
    customizationprefix: "new",
    customizationoptionvalueprefix: 10_000,
    isreadonly: false,
  });
  const publisher: Value = { table: "publisher", id: publisherId };
  for (const [uniquename, friendlyname] of [
    ["Default", "Default Solution"],
    ["Sales", "Dynamics 365 Sales"],
  ] as const) {
    add("solution", id(), {
      uniquename,
      friendlyname,
      version: "9.0.0.0",
      publisherid: publisher,
      ismanaged: uniquename === "Sales",
      isvisible: true,
    });
  }

  for (const name of ["Create", "Update", "Delete", "CreateMultiple", "UpdateMultiple"])
    add("sdkmessage", id(), { name });
  const [create] = store.matching("sdkmessage", ["name"], ["Create"]);
  add("sdkmessageprocessingstep", id(), {
    name: "Contoso.Plugins.ContactNumber: Create of contact",
    stage: 20,
    mode: 0,
    ishidden: false,
    ismanaged: false,
    ...active,
    ...(create && { sdkmessageid: { table: "sdkmessage", id: create.id } }),
  });
  add("workflow", id(), {
    name: "Welcome new contact",
    category: 5,
    type: 1,
    primaryentity: "contact",
    triggeroncreate: true,
    statecode: 1,
    statuscode: 2,
    ...owned,
  });
  add("duplicaterule", id(), {
    name: "Contacts with the same e-mail address",
    baseentityname: "contact",
    matchingentityname: "contact",
    statecode: 1,
    statuscode: 2,
    ...owned,
  });
  return ids;
}

/** Guids drawn from a seed, in the shape of version 4. */
function guids(seed: number): () => string {
  const random = seededRandom(seed);
  const hex = (length: number) => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join("");
  return () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
}
