import fc from "fast-check";
import { expect, test } from "vitest";
import { createSampler, randomSize } from "./sampler.ts";

const candidates = fc
  .array(fc.record({ features: fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f"), { maxLength: 4 }) }), {
    maxLength: 300,
  })
  .map((all) => all.map(({ features }, index) => ({ id: `patients/${index}`, features })));

const chosen = (
  all: readonly { id: string; features: readonly string[] }[],
  size: number,
  pinned: readonly string[] = [],
) => {
  const sampler = createSampler({ size, seed: "seed" });
  for (const one of all) sampler.offer(one);
  return sampler.choose(pinned);
};

test("every feature that any record has is shown by a chosen one, while there is room", () => {
  fc.assert(
    fc.property(candidates, (all) => {
      const { picks, seen } = chosen(all, randomSize(200) + 6);
      const ids = new Set(picks.map(({ id }) => id));
      const shown = new Set(all.filter(({ id }) => ids.has(id)).flatMap(({ features }) => features));
      expect(shown).toEqual(new Set(all.flatMap(({ features }) => features)));
      expect(seen).toEqual(shown);
    }),
  );
});

test("nothing is chosen twice, pinned records always are, and the size is kept", () => {
  fc.assert(
    fc.property(candidates, fc.integer({ min: 60, max: 200 }), fc.integer({ min: 0, max: 20 }), (all, size, pins) => {
      const pinned = all.slice(0, pins).map(({ id }) => id);
      const { picks, spare } = chosen(all, size, pinned);
      const ids = picks.map(({ id }) => id);
      expect(new Set([...ids, ...spare]).size).toBe(ids.length + spare.length);
      expect(ids.slice(0, pinned.length)).toEqual(pinned);
      expect(ids.length).toBeLessThanOrEqual(Math.max(size, pinned.length + randomSize(size)));
    }),
  );
});

test("the random part is the same whatever the order in which records come, and others for another seed", () => {
  fc.assert(
    fc.property(candidates, (all) => {
      const random = (list: typeof all) =>
        chosen(list, 100)
          .picks.filter(({ why }) => why === "random")
          .map(({ id }) => id);
      expect(random(all.toReversed())).toEqual(random(all));
    }),
  );
});

test("each record has the same chance of being drawn", () => {
  const drawn = new Map<string, number>();
  const seeds = 400;
  for (let seed = 0; seed < seeds; seed += 1) {
    const sampler = createSampler({ size: 60, seed: `seed-${seed}` });
    for (let index = 0; index < 120; index += 1) sampler.offer({ id: `patients/${index}`, features: [] });
    for (const { id } of sampler.choose().picks) drawn.set(id, (drawn.get(id) ?? 0) + 1);
  }
  // Half of the records are drawn: 200 of 400 times each, with a standard deviation of 10.
  for (const times of drawn.values()) expect(Math.abs(times - seeds / 2)).toBeLessThan(50);
  expect(drawn.size).toBe(120);
});

test("one rare record among many thousands is found, and memory does not grow with them", () => {
  const sampler = createSampler({ size: 200, seed: "seed" });
  for (let index = 0; index < 50_000; index += 1)
    sampler.offer({ id: `patients/${index}`, features: ["common", ...(index === 33_777 ? ["rare"] : [])] });
  const { picks, spare } = sampler.choose();
  expect(picks.map(({ id }) => id)).toContain("patients/33777");
  expect(picks.length + spare.length).toBeLessThanOrEqual(400);
});
