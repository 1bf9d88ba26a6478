import { createHash, createHmac, createSecretKey } from "node:crypto";
import { canonicalColumn, readColumn } from "@flit/core/canonical";
import type { DestinationTable, Fields } from "@flit/core/destination";

/** Bytes kept of each cell's digest. */
export const cellBytes = 16;

/** Where a row stands in the proof. */
export interface ProofPlace {
  readonly mapping: string;
  readonly sourceId: string;
  readonly part: number;
  readonly rowId: string;
}

/** What opens the digests of one record, and of no other: HMAC of the run's key. */
export function recordKey(runKey: string, { mapping, sourceId, part, rowId }: ProofPlace): Buffer {
  const place = JSON.stringify([mapping, sourceId, part, rowId]);
  return createHmac("sha256", Buffer.from(runKey, "hex")).update(place).digest();
}

/** Digests of a row's cells under salts of their own, 16 bytes each, in the order of the columns; base64url. */
export function cellsOf(key: Buffer, columns: readonly string[], fields: Fields, table: DestinationTable): string {
  // Secret keys, because Node.js takes five times as long for an HMAC with bytes as its key.
  const secret = createSecretKey(key);
  const cells = columns.map((column) => {
    const salt = createSecretKey(createHmac("sha256", secret).update(column).digest());
    const value = canonicalColumn(fields, column, table, readColumn(column));
    return createHmac("sha256", salt).update(JSON.stringify(value)).digest().subarray(0, cellBytes);
  });
  return Buffer.concat(cells).toString("base64url");
}

/** SHA-256 of a row's place and cells, hex. */
export function leafOf({ mapping, sourceId, part, rowId }: ProofPlace, cells: string): string {
  const content = JSON.stringify([mapping, sourceId, part, rowId, cells]);
  return createHash("sha256").update(Uint8Array.of(0)).update(content).digest("hex");
}
