import { expect, test } from "vitest";
import { parseAddress } from "./address.ts";

test.each([
  ["/root", "root", [], ""],
  ["/root/children", "root", [], "children"],
  ["/root:/a%20b/scan%231.pdf", "root", ["a b", "scan#1.pdf"], ""],
  ["/root:/a/b.pdf:/content", "root", ["a", "b.pdf"], "content"],
  ["/root:/contact:", "root", ["contact"], ""],
  ["/items/01AB", "01AB", [], ""],
  ["/items/01AB:/x.pdf:/createUploadSession", "01AB", ["x.pdf"], "createUploadSession"],
  ["/root:/a/content", "root", ["a", "content"], ""],
] as const)("%s is understood", (encoded, start, path, action) => {
  const address = parseAddress(encoded);
  expect(address?.start.kind === "item" ? address.start.id : "root").toBe(start);
  expect([address?.path, address?.action]).toEqual([path, action]);
});

test("anything else is no address", () => {
  expect(parseAddress("/root/delta")).toBeUndefined();
});
