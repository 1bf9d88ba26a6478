import type { Person } from "@flit/core/identity";
import { type Connection, query } from "../sql.ts";

/** Columns of `person p` that anybody may see. */
export const personColumns = `p.id::text as id, p.email, p.name, p.password_hash is not null as "hasPassword",
  p.totp_confirmed_at is not null as "hasTotp", p.entra_object_id is not null as "hasEntra", p.is_staff as "isStaff"`;

/** The person for whom a condition on `p` holds. */
export async function findPerson(
  connection: Connection,
  condition: string,
  ...values: readonly unknown[]
): Promise<Person | null> {
  const [person] = await query<Person>(
    connection,
    `select ${personColumns} from person p where ${condition}`,
    ...values,
  );
  return person ?? null;
}

/** The one spelling in which an e-mail address is kept and looked for. */
export function spellEmail(email: string): string {
  return email.trim().toLowerCase();
}
