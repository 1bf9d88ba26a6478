import type { ConnectionCheck } from "@flit/core/connection-check";
import { Fault } from "@flit/core/fault";
import { z } from "zod";
import { attempt, type CheckName, failed, isUnreachable, passed, skipped, warned } from "../http/named-check.ts";
import { parseReply } from "../http/parse-reply.ts";
import { apiRoot, type ClinikoClient, createClinikoClient } from "./client.ts";
import { createLists } from "./lists.ts";
import type { ClinikoOptions } from "./options.ts";
import { type Resource, resources } from "./resources.ts";

const user = z.looseObject({ role: z.string().nullish() });
const settings = z.looseObject({
  account: z.looseObject({ name: z.string().nullish(), country: z.string().nullish() }).nullish(),
});

const names = {
  key: ["cliniko.key", "Form of the API key"],
  host: ["cliniko.host", "Cliniko answers"],
  accepted: ["cliniko.accepted", "Cliniko accepts the key"],
  role: ["cliniko.role", "Role of the key's user"],
  account: ["cliniko.account", "Account"],
  rate: ["cliniko.rate", "Requests a minute"],
} as const satisfies Readonly<Record<string, CheckName>>;

const lists = Object.entries(resources).map(([object, resource]) => ({
  resource,
  name: [`cliniko.list.${object}`, `List of ${object.replaceAll("_", " ")}`] as const,
}));
const newKey = "Make a new key in Cliniko under My info, Manage API keys, as an administrator, and copy it whole.";

/** Tries a Cliniko key, check by check; what was not tried because of an earlier failure is said to be so. */
export async function* checkCliniko(options: ClinikoOptions): AsyncGenerator<ConnectionCheck> {
  const afterwards = [names.role, names.account, ...lists.map(({ name }) => name), names.rate];
  const form = await attempt(async () => apiRoot(options));
  if (form.trouble) {
    yield failed(names.key, form.trouble.message, newKey);
    yield* skipped([names.host, names.accepted, ...afterwards]);
    return;
  }
  yield passed(names.key, `The key leads to ${new URL(form.value).host}.`);

  const client = createClinikoClient(options);
  const who = await attempt(async () => parseReply(user, await client.get("user")));
  if (who.trouble && isUnreachable(who.trouble)) {
    yield failed(names.host, "No answer.", "Check that Cliniko is up (status.cliniko.com) and try again.");
    yield* skipped([names.accepted, ...afterwards]);
    return;
  }
  yield passed(names.host, "It does.");
  if (who.trouble) {
    yield failed(names.accepted, `Cliniko refused the key (${who.trouble.code}).`, newKey);
    yield* skipped(afterwards);
    return;
  }
  yield passed(names.accepted, "It does.");
  yield roleCheck(who.value.role ?? "unknown");
  yield await accountCheck(client);
  for (const { name, resource } of lists) yield await listCheck(client, name, resource);
  const waits = client.throttledCount();
  yield passed(
    names.rate,
    waits === 0
      ? "Cliniko allows 200 for each user."
      : `Cliniko allows 200 for each user and made us wait ${waits} times.`,
  );
}

function roleCheck(role: string): ConnectionCheck {
  return role === "administrator"
    ? passed(names.role, "Administrator.")
    : warned(
        names.role,
        `The key belongs to a user with the role ${role}, who may not see everything, even in lists that can be read.`,
        "Make the key as an administrator.",
      );
}

async function accountCheck(client: ClinikoClient): Promise<ConnectionCheck> {
  const asked = await attempt(() => client.get("settings"));
  if (asked.trouble)
    return warned(
      names.account,
      "The account's settings cannot be read with this key: custom fields would be missing.",
      "Make the key as an administrator.",
    );
  const account = settings.safeParse(asked.value).data?.account;
  return passed(
    names.account,
    [account?.name, account?.country].filter((text) => text).join(", ") || "Without a name.",
  );
}

/** Not readable is said to be so and never looks like empty. */
async function listCheck(client: ClinikoClient, name: CheckName, resource: Resource): Promise<ConnectionCheck> {
  const asked = await attempt(() =>
    resource.isSingle ? client.get(resource.paths[0] ?? "") : createLists(client).total(resource, null),
  );
  if (asked.trouble === null) {
    const total = resource.isSingle ? 1 : Number(asked.value);
    const found = total === 0 ? "Readable, and empty." : `Readable, ${total.toLocaleString("en")} records.`;
    return { ...passed(name, found), count: total };
  }
  const { trouble } = asked;
  if (trouble instanceof Fault && trouble.kind === "forbidden")
    return warned(name, "Not readable with this key (403).", "Use an administrator's key, or leave this list behind.");
  if (trouble instanceof Fault && trouble.kind === "missing")
    return warned(name, "This account has no such list (404).", "Nothing, unless the clinic uses it.");
  return failed(
    name,
    `Not readable now (${trouble.code}).`,
    "Try again; if it stays, tell Cliniko's support the code.",
  );
}
