import { expect, test } from "vitest";
import { ownPage } from "./own-page.ts";

test("only pages of ours are gone on to", () => {
  expect(ownPage("/clinics/1?tab=2")).toBe("/clinics/1?tab=2");
  for (const foreign of ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "", undefined])
    expect(ownPage(foreign)).toBeNull();
});
