import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createMemoryWatch } from "./kept-memory.ts";
import { processSettings } from "./process-settings.ts";

/** A process that holds what the test says, and `kept` bytes after it has given memory back. */
function watching(start: number) {
  const memory = { now: start, kept: start, times: 0 };
  const look = createMemoryWatch({
    held: () => memory.now,
    giveBack: () => {
      memory.times += 1;
      memory.now = memory.kept;
    },
  });
  return { memory, look };
}

test("memory is given back when a process has grown by a third, and not before", () => {
  const { memory, look } = watching(100);
  memory.now = 129;
  look();
  expect(memory.times).toBe(0);
  memory.now = 131;
  look();
  look();
  expect(memory).toMatchObject({ times: 1, now: 100 });
});

test("what stays alive is what the next growth is measured by", () => {
  const { memory, look } = watching(100);
  memory.now = 400;
  memory.kept = 390;
  look();
  memory.now = 500;
  look();
  expect(memory.times).toBe(1);
});

test("a process that rested and shrank is measured by what it holds then", () => {
  const { memory, look } = watching(400);
  memory.now = 200;
  look();
  memory.now = 300;
  look();
  expect(memory.times).toBe(1);
});

test("started as workers are, a process gives back what a burst left in the heap", () => {
  const program = `
    const { thisProcess } = await import(${JSON.stringify(fileURLToPath(new URL("./kept-memory.ts", import.meta.url)))});
    let values = Array.from({ length: 1_500_000 }, (_, index) => ({ index }));
    const full = thisProcess.held();
    values = undefined;
    thisProcess.giveBack();
    process.stdout.write(JSON.stringify({ full, after: thisProcess.held() }));`;
  const flags = [...processSettings.flags, "--input-type=module", "--eval", program];
  const { full, after } = JSON.parse(execFileSync(process.execPath, flags, { encoding: "utf8" }));
  expect(after / full).toBeLessThan(0.75);
});
