import type { Sandbox } from "./sandbox.ts";

/** A migration's configuration that points at this sandbox, ready for the command line. */
export function migrateConfig({ cliniko, dataverse, entra, graph }: Sandbox) {
  const [firstPerson] = dataverse.server
    .rowsOf("systemuser")
    .filter(({ values }) => values.get("islicensed") === true && values.get("isdisabled") === false);
  return {
    cliniko: {
      apiKey: cliniko.apiKey,
      baseUrl: cliniko.url,
      vendorName: "FlitStack sandbox",
      vendorEmail: "engineering@flitstack.example",
    },
    dynamics: {
      url: dataverse.url,
      tenantId: entra.tenantId,
      clientId: entra.clientId,
      clientSecret: entra.clientSecret,
      authorityUrl: entra.authority,
    },
    sharepoint: { siteUrl: graph.siteUrl, graphUrl: graph.url },
    prefix: "flit",
    fallbackOwner: firstPerson?.values.get("internalemailaddress") ?? "",
    sample: { records: 300 },
    approve: "auto",
    state: ".flit/migration",
    report: ".flit/report",
  };
}
