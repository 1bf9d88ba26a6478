/** Bits every next byte is rotated by, and the width of the hash. Source: Microsoft's published QuickXorHash algorithm. */
const shift = 11;
const widthBits = 160;

/** QuickXorHash of a stream: what SharePoint says of a file's content. `update` in order, then `digest` once: base64. */
export function createQuickXorHash(): { update(bytes: Uint8Array): void; digest(): string } {
  const cells = new Uint8Array(widthBits / 8);
  let position = 0;
  let length = 0n;
  return {
    update(bytes) {
      for (const byte of bytes) {
        const cell = position >> 3;
        const offset = position & 7;
        cells[cell] = (cells[cell] ?? 0) ^ (byte << offset);
        if (offset > 0) {
          const next = (cell + 1) % cells.length;
          cells[next] = (cells[next] ?? 0) ^ (byte >> (8 - offset));
        }
        position = (position + shift) % widthBits;
      }
      length += BigInt(bytes.length);
    },
    digest() {
      const result = Buffer.from(cells);
      // The length stands over the last eight bytes, little-endian.
      result.writeBigUInt64LE(result.readBigUInt64LE(cells.length - 8) ^ length, cells.length - 8);
      return result.toString("base64");
    },
  };
}
