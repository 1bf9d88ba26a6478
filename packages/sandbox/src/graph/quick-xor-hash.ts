const widthBits = 160;
const shiftBits = 11;

/**
 * QuickXorHash of a file as SharePoint reports it, base64. Each byte is XORed into a circular 160-bit register, 11 bits
 * after the one before; at the end the length, 64 bits little endian, is XORed into the last 8 bytes.
 * Source: Microsoft's description "Code Snippets: QuickXorHash Algorithm" (OneDrive developer documentation).
 */
export function quickXorHash(content: Uint8Array): string {
  // 160 steps of 11 bits lead back to bit 0, so bytes 160 apart meet at the same place and can be folded first.
  const folded = new Uint8Array(widthBits);
  for (let index = 0; index < content.length; index += 1) {
    const place = index % widthBits;
    folded[place] = (folded[place] ?? 0) ^ (content[index] ?? 0);
  }
  const register = Buffer.alloc(widthBits / 8);
  folded.forEach((byte, place) => {
    const firstBit = (place * shiftBits) % widthBits;
    const spread = byte << (firstBit % 8);
    const low = firstBit >> 3;
    const high = (low + 1) % register.length;
    register[low] = (register[low] ?? 0) ^ (spread & 0xff);
    register[high] = (register[high] ?? 0) ^ (spread >> 8);
  });
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(content.length));
  length.forEach((byte, index) => {
    register[12 + index] = (register[12 + index] ?? 0) ^ byte;
  });
  return register.toString("base64");
}
