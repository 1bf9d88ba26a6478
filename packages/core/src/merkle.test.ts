import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256Hex } from "./ids.ts";
import { createMerkleTree, merklePath } from "./merkle.ts";

const rootOf = (leaves: readonly string[]) => {
  const tree = createMerkleTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
};
const leavesOf = (count: number) => Array.from({ length: count }, (_, index) => sha256Hex(`leaf ${index}`));

/** A tree of one leaf below a path is what the path leads to. */
const climb = (leaf: string, path: ReturnType<typeof merklePath>) =>
  path.reduce((hash, step) => rootOf(step.isLeft ? [step.hash, hash] : [hash, step.hash]), leaf);

test("from every leaf its path leads to the root, whatever the number of leaves", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (count, chance) => {
      const leaves = leavesOf(count);
      const index = chance % count;
      expect(climb(leaves[index] ?? "", merklePath(leaves, index))).toBe(rootOf(leaves));
    }),
    { numRuns: 60 },
  );
});

test("a leaf that is changed, dropped, added or exchanged changes the root", () => {
  const leaves = leavesOf(9);
  const [first = "", second = "", ...rest] = leaves;
  const others = [leaves.with(4, sha256Hex("other")), leaves.slice(1), [...leaves, first], [second, first, ...rest]];
  expect(new Set([leaves, ...others].map(rootOf)).size).toBe(5);
});

test("an empty tree has the root RFC 6962 gives it", () => {
  expect(rootOf([])).toBe(sha256Hex(""));
});
