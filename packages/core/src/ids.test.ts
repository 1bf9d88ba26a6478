import { expect, test } from "vitest";
import { rowId, uuidV5 } from "./ids.ts";

test("name-based ids are those of RFC 9562", () => {
  const dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
  expect(uuidV5(dns, "www.example.com")).toBe("2ed6657d-e927-568b-95e1-2665a8aea6a2");
});

test("a row's id changes with its generation and part, and with nothing else asked again", () => {
  const at = {
    migrationId: "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    generation: 1,
    mapping: "m",
    sourceId: "1",
    part: 0,
  };
  expect(rowId(at)).toBe(rowId({ ...at }));
  expect(new Set([rowId(at), rowId({ ...at, generation: 2 }), rowId({ ...at, part: 1 })]).size).toBe(3);
});
