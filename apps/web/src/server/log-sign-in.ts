import type { WebProduct } from "./product.ts";

/** Logs a sign-in in every clinic the person works in. FlitStack's own people work in none. */
export async function logSignIn(
  { identity, composition }: Pick<WebProduct, "identity" | "composition">,
  personId: string,
): Promise<void> {
  const person = await identity.people.get(personId);
  if (person === null) return;
  for (const { tenantId, role } of await identity.members.memberships(personId)) {
    const by = { personId, personName: person.name, role };
    await composition
      .store(tenantId)
      .transact((tx) => tx.actions.append({ ...by, event: "member.signed-in", migrationId: null, subject: {} }));
  }
}
