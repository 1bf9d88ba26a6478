import type { Transaction } from "./client.ts";
import type { TenantSeal } from "./seal.ts";

/** What every repository works with: one transaction of one tenant. */
export interface Session {
  readonly tx: Transaction;
  readonly tenantId: string;
  readonly seal: TenantSeal;
}

/** A transaction is all that a statement needs: people belong to no tenant. */
export type Connection = Pick<Session, "tx">;

/** Rows of a parameterised query; column names are given in camelCase by the statement. */
export function query<Row>({ tx }: Connection, sql: string, ...values: readonly unknown[]): Promise<Row[]> {
  return tx.$queryRawUnsafe<Row[]>(sql, ...values);
}

/** Runs a parameterised statement and answers how many rows it touched. */
export function execute({ tx }: Connection, sql: string, ...values: readonly unknown[]): Promise<number> {
  return tx.$executeRawUnsafe(sql, ...values);
}

/** Postgres' clock, to the millisecond that columns keep. */
export async function clock(connection: Connection): Promise<Date> {
  const [row] = await query<{ at: Date }>(connection, `select clock_timestamp()::timestamptz(3) as at`);
  if (!row) throw new Error("Postgres told no time.");
  return row.at;
}

/** Rows as one JSON parameter for `jsonb_to_recordset`: one statement for any number of rows. */
export function asJson(rows: readonly object[]): string {
  return JSON.stringify(rows);
}

/** Sealed bytes inside a JSON parameter; decoded by `decode(x, 'base64')`. */
export function base64(bytes: Buffer): string {
  return bytes.toString("base64");
}
