import { expect, test } from "vitest";
import { actionHash } from "./action-chain.ts";
import { canonicalJson } from "./canonical-json.ts";

const action = {
  position: 1,
  at: "2026-11-25T10:00:00.123Z",
  personId: null,
  personName: "FlitStack",
  role: "system",
  event: "audit.started",
  migrationId: null,
  subject: { counts: { b: 1, a: [1, "2"] }, run: "r" },
} as const;

test("the order in which a database gives keys back changes no hash", () => {
  const stored = { ...action, subject: { run: "r", counts: { a: [1, "2"], b: 1 } } };
  expect(actionHash("tenant", stored)).toBe(actionHash("tenant", action));
});

test("every part of an action and what stands before it count in its hash", () => {
  const changes = [
    { position: 2 },
    { at: "2026-11-25T10:00:00.124Z" },
    { personId: "p" },
    { personName: "Somebody" },
    { role: "owner" },
    { event: "map.frozen" },
    { migrationId: "m" },
    { subject: {} },
  ] as const;
  const hashes = changes.map((change) => actionHash("tenant", { ...action, ...change }));
  const all = [...hashes, actionHash("tenant", action), actionHash("other", action)];
  expect(new Set(all).size).toBe(changes.length + 2);
});

test("canonical JSON tells apart what differs and nothing else", () => {
  expect(canonicalJson({ b: null, a: [true, { d: 1, c: "x" }] })).toBe('{"a":[true,{"c":"x","d":1}],"b":null}');
  expect(canonicalJson(["a", "b"])).not.toBe(canonicalJson(["b", "a"]));
});
