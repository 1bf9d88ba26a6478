import { readdirSync, readFileSync } from "node:fs";

/** A process as the kernel counts it; children that have ended are in their parent's seconds. */
export interface ProcessUse {
  readonly command: string;
  readonly cpuSeconds: number;
  readonly rssMb: number;
  readonly peakRssMb: number;
}

const ticksPerSecond = 100;

/** This process and all it has started. Reads /proc: empty where there is none. */
export function processTree(root = process.pid): readonly ProcessUse[] {
  const all = listed().flatMap((pid) => statOf(pid));
  const wanted = new Set([root]);
  for (let before = 0; before !== wanted.size; ) {
    before = wanted.size;
    for (const one of all) if (wanted.has(one.parent)) wanted.add(one.pid);
  }
  return all.filter((one) => wanted.has(one.pid)).map(({ pid, parent: _, ...use }) => ({ ...use, ...memoryOf(pid) }));
}

/** CPU seconds of this process and all it has started. */
export function treeCpuSeconds(): number {
  return processTree().reduce((sum, one) => sum + one.cpuSeconds, 0) || ownCpuSeconds();
}

function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

function listed(): readonly number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").map(Number).filter(Number.isInteger);
}

function statOf(pid: number): readonly { pid: number; parent: number; command: string; cpuSeconds: number }[] {
  const text = read(`/proc/${pid}/stat`);
  // The name stands in brackets and may hold anything, brackets included.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  if (text === "") return [];
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  const command = read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
  return [{ pid, parent: Number(fields[1]), command, cpuSeconds: ticks / ticksPerSecond }];
}

function memoryOf(pid: number): { rssMb: number; peakRssMb: number } {
  const status = read(`/proc/${pid}/status`);
  const megabytes = (name: string) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_024);
  return { rssMb: megabytes("VmRSS"), peakRssMb: megabytes("VmHWM") };
}

/** Empty when the process has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
