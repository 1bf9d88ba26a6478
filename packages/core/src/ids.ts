import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";

/** SHA-256 of text as UTF-8, lower-case hex. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** Name-based UUID, version 5 (RFC 9562), lower case. */
export function uuidV5(namespace: string, name: string): string {
  const bytes = sha1(concatBytes(hexToBytes(namespace.replaceAll("-", "")), utf8ToBytes(name))).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytesToHex(bytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * Id of the row a source record becomes, chosen before anything is sent. The generation rises after a rollback,
 * because a recycle bin may still hold the old ids.
 */
export function rowId(at: {
  readonly migrationId: string;
  readonly generation: number;
  readonly mapping: string;
  readonly sourceId: string;
  readonly part: number;
}): string {
  return uuidV5(at.migrationId, `${at.generation}/${at.mapping}/${at.sourceId}#${at.part}`);
}
