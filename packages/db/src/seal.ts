import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";

/** Where a sealed value stands: it cannot be moved to another tenant, table, column or row. */
export interface SealedPlace {
  readonly tenantId: string;
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

/** Seals values with one tenant's data key. */
export interface TenantSeal {
  seal(place: Omit<SealedPlace, "tenantId">, value: unknown): Buffer;
  open(place: Omit<SealedPlace, "tenantId">, sealed: Uint8Array): unknown;
  /** A keyed hash by which a word can be looked for without being kept; purposes have keys of their own. */
  blind(purpose: string): (word: string) => string;
}

export interface Seal {
  /** A fresh data key, wrapped for storage. */
  newDataKey(tenantId: string): Buffer;
  forTenant(tenantId: string, wrapped: Uint8Array): TenantSeal;
  /** For what belongs to no tenant: people's second factors. */
  forInstallation(): TenantSeal;
}

const version = 1;
const ivBytes = 12;
const tagBytes = 16;
/** Longer values are compressed first: notes are text. */
const compressFrom = 1_024;
/** Text is seldom more than this many times as long as its compressed form. */
const usualRatio = 4;
/** Of a keyed hash: enough that two words never share one by chance. */
const blindBytes = 12;

/**
 * AES-256-GCM. A data key per tenant is wrapped by the key-encryption key (32 bytes, base64); deleting the wrapped key
 * shreds everything sealed with it. Format: version, flags, iv, tag, ciphertext.
 */
export function createSeal({ kek }: { readonly kek: string }): Seal {
  const master = createSecretKey(kek, "base64");
  return {
    newDataKey: (tenantId) => encrypt(master, `${tenantId}|data-key`, randomBytes(32)),
    // A key object is imported once; raw bytes would be imported again for each value, at twice the cost.
    forTenant: (tenantId, wrapped) =>
      tenantSeal(tenantId, createSecretKey(decrypt(master, `${tenantId}|data-key`, wrapped))),
    // A key of its own, so that what seals values is never what wraps keys.
    forInstallation: () =>
      tenantSeal("installation", createSecretKey(Buffer.from(hkdfSync("sha256", master, "", "installation", 32)))),
  };
}

function tenantSeal(tenantId: string, key: KeyObject): TenantSeal {
  const bind = (place: Omit<SealedPlace, "tenantId">) => [tenantId, place.table, place.column, place.row].join("|");
  return {
    seal: (place, value) => encrypt(key, bind(place), Buffer.from(JSON.stringify(value))),
    open: (place, sealed) => JSON.parse(decrypt(key, bind(place), sealed).toString("utf8")),
    blind: (purpose) => {
      const own = createSecretKey(createHmac("sha256", key).update(`${tenantId}|blind|${purpose}`).digest());
      return (word) => createHmac("sha256", own).update(word).digest().subarray(0, blindBytes).toString("base64url");
    },
  };
}

function encrypt(key: KeyObject, place: string, plain: Buffer): Buffer {
  const isDeflated = plain.length >= compressFrom;
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const flags = isDeflated ? 1 : 0;
  cipher.setAAD(boundTo(flags, place));
  const body = cipher.update(isDeflated ? deflated(plain) : plain);
  cipher.final();
  return Buffer.concat([Buffer.of(version, flags), iv, cipher.getAuthTag(), body]);
}

function decrypt(key: KeyObject, place: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes[0] !== version) throw new Error("Sealed by an unknown version.");
  const flags = bytes[1] ?? 0;
  const iv = bytes.subarray(2, 2 + ivBytes);
  const decipher = createDecipheriv("aes-256-gcm", key, iv);
  decipher.setAAD(boundTo(flags, place));
  decipher.setAuthTag(bytes.subarray(2 + ivBytes, 2 + ivBytes + tagBytes));
  const plain = decipher.update(bytes.subarray(2 + ivBytes + tagBytes));
  // Throws when a byte of it, or its place, is not what was sealed; GCM has no text left to give.
  decipher.final();
  return flags === 1 ? inflated(plain) : plain;
}

/** zlib takes 16 KiB for whatever comes out unless it is told how much that will be. */
function deflated(plain: Buffer): Buffer {
  return deflateRawSync(plain, { level: 1, chunkSize: plain.length });
}

function inflated(body: Buffer): Buffer {
  return inflateRawSync(body, { chunkSize: Math.max(compressFrom, body.length * usualRatio) });
}

/** What a value is bound to beside its key: its format and its place. */
function boundTo(flags: number, place: string): Buffer {
  return Buffer.from(String.fromCharCode(version, flags) + place);
}
