import type { Sandbox } from "@flit/sandbox/sandbox";
import { z } from "zod";
import type { GoldTarget } from "../../bench/evaluate/gold-clinic.ts";

const publisher = { uniquename: "harbourclinic", friendlyname: "Harbour", customizationoptionvalueprefix: 20_000 };
const solution = { uniquename: "harbourown", friendlyname: "Harbour's own", version: "1.0.0.0" };
const english = 1033;

/** Has an organisation make columns of contacts, as somebody there does: with its own publisher, by the Web API. */
export async function makeColumns(sandbox: Sandbox, columns: readonly GoldTarget[]): Promise<void> {
  const post = await poster(sandbox);
  const [prefix = ""] = columns[0]?.logicalName.split("_") ?? [];
  const by = await post("publishers", { ...publisher, customizationprefix: prefix });
  await post("solutions", { ...solution, "publisherid@odata.bind": by });
  for (const column of columns)
    await post("EntityDefinitions(LogicalName='contact')/Attributes", definitionOf(column), {
      "mscrm.solutionuniquename": solution.uniquename,
    });
}

/** Posts in the name of the application and answers the new row's address. */
async function poster({ dataverse, entra }: Sandbox) {
  const api = `${dataverse.url}/api/data/v9.2`;
  const form = {
    grant_type: "client_credentials",
    client_id: entra.clientId,
    client_secret: entra.clientSecret,
    scope: `${dataverse.url}/.default`,
  };
  const signIn = await fetch(`${entra.authority}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
  const { access_token: token } = z.object({ access_token: z.string() }).parse(await signIn.json());
  return async (path: string, body: object, headers: { readonly [name: string]: string } = {}): Promise<string> => {
    const reply = await fetch(`${api}/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`POST ${path}: ${reply.status} ${await reply.text()}`);
    return (reply.headers.get("odata-entityid") ?? "").slice(api.length);
  };
}

function definitionOf({ logicalName, label, type, maxLength, options }: GoldTarget): object {
  const choices = (options ?? []).map((option) => ({ Value: Number(option.value), Label: labelled(option.label) }));
  return {
    "@odata.type": `Microsoft.Dynamics.CRM.${type}AttributeMetadata`,
    SchemaName: logicalName,
    DisplayName: labelled(label ?? logicalName),
    RequiredLevel: { Value: "None" },
    ...(maxLength !== null && { MaxLength: maxLength }),
    ...(type === "DateTime" && { Format: "DateOnly", DateTimeBehavior: { Value: "DateOnly" } }),
    ...((type === "Decimal" || type === "Money") && { Precision: 2 }),
    ...(type === "Picklist" && { OptionSet: { IsGlobal: false, OptionSetType: "Picklist", Options: choices } }),
    ...(type === "Boolean" && {
      OptionSet: {
        OptionSetType: "Boolean",
        TrueOption: choices.find(({ Value }) => Value === 1),
        FalseOption: choices.find(({ Value }) => Value === 0),
      },
    }),
  };
}

function labelled(text: string) {
  return { LocalizedLabels: [{ Label: text, LanguageCode: english }] };
}
