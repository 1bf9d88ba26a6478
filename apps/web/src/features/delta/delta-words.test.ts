import { expect, test } from "vitest";
import { duration, scheduleWords, wishName } from "./delta-words.ts";

test("how long ago something was is said in the largest unit that says enough", () => {
  const minute = 60_000;
  expect(duration(0, 10_000)).toBe("less than a minute");
  expect(duration(0, minute)).toBe("1 minute");
  expect(duration(0, 14 * minute)).toBe("14 minutes");
  expect(duration(0, 180 * minute)).toBe("3 hours");
  expect(duration(0, 72 * 60 * minute)).toBe("3 days");
  expect(duration(minute, 0)).toBe("less than a minute");
});

test("a deleted row is made again or left deleted; a field takes one side or the other", () => {
  expect(wishName("take", { column: "*", kind: "deleted" })).toBe("Make it again");
  expect(wishName("keep", { column: "*", kind: "deleted" })).toBe("Leave it deleted");
  expect(wishName("keep", { column: "emailaddress1", kind: "edited" })).toBe("Keep Dynamics’");
  expect(scheduleWords(60)).toBe("every hour");
  expect(scheduleWords(7)).toBe("every 7 minutes");
});
