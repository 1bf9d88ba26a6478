import { expect, test } from "vitest";
import { csvLine } from "./csv-line.ts";

test("text that a spreadsheet would run as a formula is shown as text", () => {
  const given = ["=1+1", "+1", "-1", "@sum", "\tcell", "\rcell", "a=b"];
  expect(csvLine(given)).toBe(`'=1+1,'+1,'-1,'@sum,'\tcell,"'\rcell",a=b\r\n`);
});

test("numbers stay numbers, nothing stays empty, quotes and breaks are quoted", () => {
  expect(csvLine([-5, null, 'say "hi"', "a,b", "a\nb"])).toBe('-5,,"say ""hi""","a,b","a\nb"\r\n');
});
