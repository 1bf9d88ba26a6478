import { expect, test } from "vitest";
import { createFaultPlayer } from "./fault-player.ts";

test("the same seed and the same requests give the same faults, whatever other rules say", () => {
  const play = (extra: boolean) => {
    const rules = [{ kind: "lose-reply", match: "^POST ", probability: 0.2 } as const];
    const player = createFaultPlayer({
      seed: 7,
      rules: extra ? [...rules, { kind: "slow", match: "^GET ", nth: 3 }] : rules,
    });
    return Array.from({ length: 200 }, () => player.next("POST", "/contacts")?.kind);
  };
  expect(play(true)).toEqual(play(false));
  const hits = play(false).filter(Boolean).length;
  expect(hits).toBeGreaterThan(20);
  expect(hits).toBeLessThan(60);
});

test("nth strikes exactly that matching request, times caps the strikes", () => {
  const player = createFaultPlayer({
    seed: 1,
    rules: [
      { kind: "token", match: "contacts", nth: 2 },
      { kind: "throttle", match: "^GET ", times: 1 },
    ],
  });
  const kinds = ["/contacts", "/contacts", "/accounts"].map((path) => player.next("GET", path)?.kind);
  expect(kinds).toEqual(["throttle", "token", undefined]);
  expect(player.struck.map((strike) => strike.kind)).toEqual(["throttle", "token"]);
});
