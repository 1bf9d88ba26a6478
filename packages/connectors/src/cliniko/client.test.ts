import { Refusal } from "@flit/core/refusal";
import { expect, it } from "vitest";
import { apiRoot } from "./client.ts";

const rootOf = (apiKey: string) => apiRoot({ apiKey, allowLocal: false });

it.each([
  ["MS0xLWFiYw-au2", "https://api.au2.cliniko.com/v1"],
  ["MS0x-LWFi-Yw-UK1", "https://api.uk1.cliniko.com/v1"],
  ["MS0x-au2-uk1", "https://api.uk1.cliniko.com/v1"],
  ["MS0xLWFiYw", "https://api.au1.cliniko.com/v1"],
])("the key %s belongs to %s: its shard follows the last hyphen, and old keys have none", (apiKey, root) => {
  expect(rootOf(apiKey)).toBe(root);
});

it.each(["MS0xLWFiYw-", "MS0x-au2-LWFiYw", "MS0xLWFiYw-au.example"])(
  "a key whose end was lost, such as %s, is refused before anything is sent",
  (apiKey) => {
    expect(() => rootOf(apiKey)).toThrow(Refusal);
  },
);
