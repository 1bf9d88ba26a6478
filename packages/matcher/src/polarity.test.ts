import { expect, test } from "vitest";
import { isInvertedPair, polarityOf } from "./polarity.ts";

const spoken = (name: string) => ({ names: [name], polarity: polarityOf([name]) });

test.each([
  ["Photos ok", "Do Not Photograph", true],
  ["Don't text", "Receives Text Reminders", true],
  ["No SMS", "SMS Opt Out", false],
  ["Non-smoker", "Current Smoker", true],
  ["Paper receipts only", "Email Statements", true],
  ["Paper receipts only", "No Email Statements", false],
  ["Post, not email", "Letters by Post", false],
  ["By post please", "Emailed Newsletter", true],
  ["Formula only", "Breastfeeding", true],
  ["Excess still owing", "Excess Reached", true],
  ["Can you dress yourself?", "Dressing Assistance Required", true],
  ["SMS or email reminders", "Email Reminders", false],
  ["Needs an interpreter", "Interpreter Required", false],
] as const)("a yes to “%s” is a no to “%s”: %s", (field, column, isInverted) => {
  expect(isInvertedPair(spoken(field), spoken(column))).toBe(isInverted);
});
