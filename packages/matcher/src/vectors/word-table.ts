import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The most frequent words of English with what they are used like; see `scripts/build-word-vectors.ts`. */
export interface WordTable {
  /** Position by frequency, from 0; undefined for words it does not have. */
  readonly rank: ReadonlyMap<string, number>;
  /** How alike two words are used, −1 to 1; 0 where it does not know one of them. */
  similarity(a: string, b: string): number;
  /** What words taken together are used like; null where it knows none of them. Of length 1. */
  sumOf(words: readonly string[]): Float32Array | null;
}

const dimensions = 64;
const nothing: WordTable = { rank: new Map(), similarity: () => 0, sumOf: () => null };
let loaded: WordTable | undefined;

/** The table, read when it is asked for first. Without its files the matcher goes on by words alone. */
export function wordTable(): WordTable {
  loaded ??= load();
  return loaded;
}

function load(): WordTable {
  const folder = dataFolder();
  if (folder === null) return nothing;
  const rank = new Map(
    readFileSync(join(folder, "words.txt"), "utf8")
      .split("\n")
      .map((word, index) => [word, index]),
  );
  const bytes = readFileSync(join(folder, "word-vectors.bin"));
  const vectors = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    rank,
    similarity(a, b) {
      const [left, right] = [rank.get(a), rank.get(b)];
      return left === undefined || right === undefined ? 0 : cosine(vectors, left * dimensions, right * dimensions);
    },
    sumOf(words) {
      const sum = new Float32Array(dimensions);
      for (const word of words) {
        const at = rank.get(word);
        if (at === undefined) continue;
        let length = 0;
        for (let each = 0; each < dimensions; each++) length += (vectors[at * dimensions + each] ?? 0) ** 2;
        // Frequent words say less.
        const weight = Math.log(at + 10) / (Math.sqrt(length) || 1);
        for (let each = 0; each < dimensions; each++)
          sum[each] = (sum[each] ?? 0) + weight * (vectors[at * dimensions + each] ?? 0);
      }
      const length = Math.hypot(...sum);
      return length === 0 ? null : sum.map((value) => value / length);
    },
  };
}

function cosine(vectors: Int8Array, left: number, right: number): number {
  let [product, a, b] = [0, 0, 0];
  for (let at = 0; at < dimensions; at++) {
    const [x = 0, y = 0] = [vectors[left + at], vectors[right + at]];
    product += x * y;
    a += x * x;
    b += y * y;
  }
  return product / (Math.sqrt(a * b) || 1);
}

/** Beside the sources; in the bundle of the web application, whose files lie elsewhere, below the repository it runs in. */
function dataFolder(): string | null {
  const here = import.meta.url;
  const beside = here.startsWith("file:") ? [join(dirname(fileURLToPath(here)), "../../data")] : [];
  let folder = process.cwd();
  const above: string[] = [];
  for (let level = 0; level < 4; level++, folder = dirname(folder)) above.push(join(folder, "packages/matcher/data"));
  return [...beside, ...above].find((path) => existsSync(join(path, "word-vectors.bin"))) ?? null;
}
