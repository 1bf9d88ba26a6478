import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";

/** Builds the root of a Merkle tree (RFC 6962) leaf by leaf; memory grows with the tree's height only. */
export function createMerkleTree(): { add(leaf: string): void; root(): string } {
  const stack: { readonly hash: Uint8Array; readonly size: number }[] = [];
  return {
    add(leaf) {
      let top: { readonly hash: Uint8Array; readonly size: number } = { hash: hexToBytes(leaf), size: 1 };
      for (let last = stack.at(-1); last?.size === top.size; last = stack.at(-1)) {
        stack.pop();
        top = { hash: nodeOf(last.hash, top.hash), size: top.size * 2 };
      }
      stack.push(top);
    },
    root() {
      const [first, ...rest] = stack.toReversed();
      if (first === undefined) return bytesToHex(sha256(new Uint8Array()));
      return bytesToHex(rest.reduce<Uint8Array>((right, { hash }) => nodeOf(hash, right), first.hash));
    },
  };
}

/** Hashes beside the way from a leaf to the root, from the leaf up; `isLeft` says on which side each stands. */
export type MerklePath = readonly { readonly hash: string; readonly isLeft: boolean }[];

/** The way from the leaf at `index` to the root of these leaves. */
export function merklePath(leaves: readonly string[], index: number): MerklePath {
  if (leaves.length < 2) return [];
  const half = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)];
  return index < half
    ? [...merklePath(left, index), { hash: rootOf(right), isLeft: false }]
    : [...merklePath(right, index - half), { hash: rootOf(left), isLeft: true }];
}

function rootOf(leaves: readonly string[]): string {
  const tree = createMerkleTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}

function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

function nodeOf(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(Uint8Array.of(1), left, right));
}
