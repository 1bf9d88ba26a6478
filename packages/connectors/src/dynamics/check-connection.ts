import type { ConnectionCheck } from "@flit/core/connection-check";
import { Fault } from "@flit/core/fault";
import type { NeededPrivilege } from "@flit/core/needed-privilege";
import type { Refusal } from "@flit/core/refusal";
import { z } from "zod";
import { explainToken } from "../http/explain-token.ts";
import { attempt, type CheckName, failed, isUnreachable, passed, skipped, warned } from "../http/named-check.ts";
import { createAuthorise } from "../http/tokens.ts";
import { checkPrivileges } from "./check-privileges.ts";
import { createDataverseClient, type DataverseClient, type DynamicsOptions, environmentRoot } from "./client.ts";
import { readEnvironment, whoAmI } from "./environment.ts";
import { createMetadata } from "./metadata.ts";

const names = {
  host: ["dynamics.host", "Address of the environment"],
  token: ["dynamics.token", "Sign-in of the application"],
  user: ["dynamics.user", "Application user in the environment"],
  role: ["dynamics.role", "Security role of the application user"],
  privileges: ["dynamics.privileges", "Privileges"],
  metadata: ["dynamics.metadata", "Tables and columns can be read"],
  currency: ["dynamics.currency", "Base currency"],
  languages: ["dynamics.languages", "Languages"],
  bulk: ["dynamics.bulk", "Bulk writing"],
} as const satisfies Readonly<Record<string, CheckName>>;

const addUser =
  "In the Power Platform admin centre, open the environment, Settings, Application users, and add this application.";
const addRole = "Give the application user the role from the download, or System Administrator for the migration.";

/** Tries a Dynamics connection, check by check. `needed` is what the migration will ask of the application user. */
export async function* checkDynamics(
  options: DynamicsOptions,
  needed: readonly NeededPrivilege[],
): AsyncGenerator<ConnectionCheck> {
  const rest = [names.metadata, names.currency, names.languages, names.bulk];
  const root = await attempt(async () => environmentRoot(options));
  if (root.trouble) {
    const whatToDo = "Copy the address from the environment's page, like https://clinic.crm6.dynamics.com.";
    yield failed(names.host, root.trouble.message, whatToDo);
    yield* skipped([names.token, names.user, names.role, names.privileges, ...rest]);
    return;
  }
  yield passed(names.host, new URL(root.value).host);

  const token = await attempt(() => createAuthorise(options, root.value, options.allowLocal)(null));
  if (token.trouble) {
    yield tokenFailure(token.trouble);
    yield* skipped([names.user, names.role, names.privileges, ...rest]);
    return;
  }
  yield passed(names.token, "Entra ID gives the application a token for this environment.");

  const client = createDataverseClient(options);
  const who = await attempt(() => whoAmI(client));
  if (who.trouble) {
    yield userFailure(who.trouble);
    yield* skipped([names.role, names.privileges, ...rest]);
    return;
  }
  const own = await attempt(() => readOwnUser(client, who.value.userId));
  const roles = own.value?.systemuserroles_association?.flatMap(({ name }) => name ?? []) ?? [];
  yield own.value?.isdisabled === true
    ? failed(names.user, "The application user is disabled.", "Activate it under Settings, Application users.")
    : passed(names.user, "There, and enabled.");
  yield roles.length === 0
    ? failed(names.role, "The application user holds no security role.", addRole)
    : passed(names.role, `${roles.join(", ")}.`);
  yield* privilegeChecks(client, who.value.userId, needed);
  yield* environmentChecks(client);
}

async function* privilegeChecks(
  client: DataverseClient,
  userId: string,
  needed: readonly NeededPrivilege[],
): AsyncGenerator<ConnectionCheck> {
  try {
    yield* checkPrivileges(client, userId, needed);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    yield warned(names.privileges, `They could not be read (${error.code}).`, addRole);
  }
}

async function* environmentChecks(client: DataverseClient): AsyncGenerator<ConnectionCheck> {
  const contact = await attempt(() => createMetadata(client).find("contact"));
  yield contact.value
    ? passed(names.metadata, `The table Contact has ${Object.keys(contact.value.table.columns).length} columns.`)
    : failed(names.metadata, `The table Contact cannot be read (${contact.trouble?.code ?? "missing"}).`, addRole);
  const environment = await attempt(() => readEnvironment(client));
  yield environment.value
    ? passed(names.currency, environment.value.currency.code)
    : failed(names.currency, `It cannot be read (${environment.trouble.code}).`, addRole);
  const languages = await attempt(() =>
    client.get("RetrieveProvisionedLanguages", z.object({ RetrieveProvisionedLanguages: z.array(z.number()) })),
  );
  const codes = languages.value?.RetrieveProvisionedLanguages ?? [];
  const base = environment.value?.languageCode;
  yield codes.length === 0
    ? warned(names.languages, "They could not be read.", "Nothing: labels are made in the base language.")
    : passed(names.languages, `${codes.join(", ")}${base === undefined ? "" : `; base language ${base}`}.`);
  yield contact.value?.table.isBulkCapable
    ? passed(names.bulk, "Many contacts can be written in one request.")
    : warned(names.bulk, "Contacts are written one by one in batches.", "Nothing: the run takes longer.");
}

const ownUser = z.object({
  isdisabled: z.boolean().nullish(),
  systemuserroles_association: z.array(z.object({ name: z.string().nullish() })).nullish(),
});

function readOwnUser(client: DataverseClient, userId: string) {
  const query = "$select=isdisabled&$expand=systemuserroles_association($select=name)";
  return client.get(`systemusers(${userId})?${query}`, ownUser);
}

function tokenFailure(trouble: Fault | Refusal): ConnectionCheck {
  if (isUnreachable(trouble))
    return failed(names.token, "Entra ID did not answer.", "Check the authority's address and try again.");
  const { found, whatToDo } = explainToken(trouble.code);
  return failed(names.token, found, whatToDo);
}

function userFailure(trouble: Fault | Refusal): ConnectionCheck {
  if (isUnreachable(trouble) || trouble.code === "no-web-api")
    return failed(
      names.user,
      "No Dataverse answers at this address.",
      "Compare the address with the environment's page.",
    );
  if (trouble.code === "0x80042f09") return failed(names.user, "The application user holds no security role.", addRole);
  return failed(names.user, `The environment does not know the application as a user (${trouble.code}).`, addUser);
}
