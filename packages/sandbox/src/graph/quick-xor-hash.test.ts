import { expect, test } from "vitest";
import { quickXorHash } from "./quick-xor-hash.ts";

test.each([
  ["", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="],
  ["Sg==", "SgAAAAAAAAAAAAAAAQAAAAAAAAA="],
  ["jRRDVA==", "jaDAEKgAAAAAAAAABAAAAAAAAAA="],
  ["gQaybEqS/4UlDc8e4IJm", "gDCALNigBEn8oxAlZ8AzPAAOQZg="],
  ["XBV6YKU9V7yMakZnFIxIkuU=", "HbplHsBQih5cgReMQYMRzkABRiA="],
])("agrees with the hash the real service gives for %s", (content, hash) => {
  expect(quickXorHash(Buffer.from(content, "base64"))).toBe(hash);
});

test("agrees with the definition, bit by bit, beyond one turn of the register", () => {
  const content = Buffer.from(Array.from({ length: 1000 }, (_, index) => (index * index + 7 * index) % 256));
  const bits = new Array<number>(160).fill(0);
  const flip = (bit: number) => {
    bits[bit] = 1 - (bits[bit] ?? 0);
  };
  content.forEach((byte, index) => {
    for (let bit = 0; bit < 8; bit += 1) if ((byte >> bit) & 1) flip((index * 11 + bit) % 160);
  });
  for (let bit = 0; bit < 32; bit += 1) if ((content.length >>> bit) & 1) flip(96 + bit);
  const register = Buffer.from(
    Array.from({ length: 20 }, (_, at) =>
      bits.slice(at * 8, at * 8 + 8).reduce((sum, bit, power) => sum + (bit << power), 0),
    ),
  );
  expect(quickXorHash(content)).toBe(register.toString("base64"));
});
