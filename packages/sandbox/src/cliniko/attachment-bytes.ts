import { canaryMarker } from "./canary.ts";
import { createDraw } from "./draw.ts";

/** One attachment of about six megabytes, the rest between 1 and 60 kilobytes; one is empty. */
export function attachmentSize(seed: number, index: number): number {
  if (index === 2) return 6 * 1024 * 1024 + 123;
  if (index === 3) return 0;
  return 1024 + (createDraw(seed, "attachment-size")(index, "size") % (59 * 1024));
}

/** The bytes of an attachment: the same for the same seed and index; every tenth begins with the canary. */
export function attachmentBytes(seed: number, index: number): Buffer {
  const bytes = Buffer.allocUnsafe(attachmentSize(seed, index));
  let state = createDraw(seed, "attachment-bytes")(index, "start") || 1;
  for (let at = 0; at < bytes.length; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = state & 0xff;
  }
  const head = index % 10 === 0 ? `%PDF-1.7 ${canaryMarker} ${seed}` : "%PDF-1.7\n";
  bytes.write(head, 0, "latin1");
  return bytes;
}
