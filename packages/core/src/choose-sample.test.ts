import { expect, test } from "vitest";
import { createSampler, featuresOf } from "./choose-sample.ts";

test("every feature is shown by some chosen record, within the maximum", () => {
  const sampler = createSampler({ minimum: 5, maximum: 50 });
  for (let index = 0; index < 20_000; index += 1) {
    sampler.offer({
      id: String(index),
      features: ["common", `kind=${index % 20}`, ...(index === 13_777 ? ["rare"] : [])],
      size: 1,
    });
  }
  const { ids, uncovered } = sampler.choose();
  expect(uncovered).toEqual([]);
  expect(ids).toContain("13777");
  expect(ids.length).toBeLessThanOrEqual(50);
});

test("a field with a value of its own for every record does not blow the sample up", () => {
  const sampler = createSampler({ minimum: 1, maximum: 500 });
  for (let index = 0; index < 5_000; index += 1)
    sampler.offer({ id: String(index), features: [`code=${index}`], size: 1 });
  expect(sampler.choose().ids.length).toBeLessThanOrEqual(24);
});

test("features name what a record shows and never what it says", () => {
  const record = {
    object: "patients",
    id: "1",
    createdAt: null,
    updatedAt: null,
    removedAt: "2024-01-01T00:00:00Z",
    links: [],
    fields: { first_name: "Zq9Canary", sex: "Male", post_code: "3056", notes: "名" },
  };
  const features = featuresOf(record);
  expect(features).toEqual(
    expect.arrayContaining([
      "patients:removed",
      "patients.first_name",
      "patients.sex=Male",
      "patients.notes=other-script",
    ]),
  );
  expect(features.join()).not.toMatch(/Zq9Canary|3056/);
});
