import type { startProbe } from "./server-probe.ts";

type Call = Awaited<ReturnType<typeof startProbe>>["call"];

const solution = { "mscrm.solutionuniquename": "flit" };
const type = (name: string) => ({ "@odata.type": `Microsoft.Dynamics.CRM.${name}` });
const label = (Label: string) => ({ LocalizedLabels: [{ Label, LanguageCode: 1033 }] });

/** Adds a publisher with the prefix `flit` and makes schema in its solution, over real HTTP. */
export async function schemaProbe(call: Call) {
  const publisher = { uniquename: "flit", friendlyname: "Flit", customizationprefix: "flit" };
  const made = await call("POST", "publishers", { ...publisher, customizationoptionvalueprefix: 72_000 });
  const address = made.headers.get("odata-entityid") ?? "";
  await call("POST", "solutions", {
    uniquename: "flit",
    friendlyname: "Flit",
    version: "1.0.0.0",
    "publisherid@odata.bind": address.slice(address.indexOf("/publishers")),
  });
  const post = (path: string, body: object) => call("POST", path, body, solution);
  const definition = (SchemaName: string, kind: string, more: object) => ({
    ...type(`${kind}AttributeMetadata`),
    SchemaName,
    DisplayName: label(SchemaName),
    ...more,
  });
  return {
    post,
    label,
    table: (SchemaName: string, HasNotes: boolean) =>
      post("EntityDefinitions", {
        ...type("EntityMetadata"),
        SchemaName,
        DisplayName: label(SchemaName),
        DisplayCollectionName: label(`${SchemaName}s`),
        OwnershipType: "UserOwned",
        HasNotes,
        Attributes: [{ ...definition("flit_Name", "String", { MaxLength: 100 }), IsPrimaryName: true }],
      }),
    column: (table: string, SchemaName: string, kind: string, more: object = {}) =>
      post(`EntityDefinitions(LogicalName='${table}')/Attributes`, definition(SchemaName, kind, more)),
    lookup: (from: string, to: string, SchemaName: string) =>
      post("RelationshipDefinitions", {
        ...type("OneToManyRelationshipMetadata"),
        SchemaName: `flit_${to}_${from}`,
        ReferencedEntity: to,
        ReferencingEntity: from,
        CascadeConfiguration: { Delete: "RemoveLink" },
        Lookup: { ...type("LookupAttributeMetadata"), SchemaName, DisplayName: label(SchemaName) },
      }),
    key: (table: string, SchemaName: string, KeyAttributes: readonly string[]) =>
      post(`EntityDefinitions(LogicalName='${table}')/Keys`, { SchemaName, KeyAttributes }),
    keyStatus: async (table: string, name: string) =>
      (await call("GET", `EntityDefinitions(LogicalName='${table}')/Keys(LogicalName='${name}')`)).json
        ?.EntityKeyIndexStatus,
  };
}
