import { generateKeyPairSync, sign } from "node:crypto";

/** A self-signed certificate and its key as PEM, valid from yesterday for so many days. */
export function makeCertificate(days: number): { readonly key: string; readonly certificate: string } {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.from([1]));
  const name = der(0x30, der(0x31, der(0x30, oid("550403"), der(0x0c, Buffer.from("flit")))));
  const validity = der(0x30, utcTime(-1), utcTime(days));
  const spki = publicKey.export({ type: "spki", format: "der" });
  const content = der(0x30, version, serial, sha256WithRsa(), name, validity, name, spki);
  const signature = der(0x03, Buffer.from([0]), sign("sha256", content, privateKey));
  const text = der(0x30, content, sha256WithRsa(), signature).toString("base64").replace(/.{64}/g, "$&\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`,
  };
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const oid = (hex: string) => der(0x06, Buffer.from(hex, "hex"));
const sha256WithRsa = () => der(0x30, oid("2a864886f70d01010b"), der(0x05));

function utcTime(daysFromNow: number): Buffer {
  const digits = new Date(Date.now() + daysFromNow * 86_400_000).toISOString().replace(/\D/g, "");
  return der(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
}
