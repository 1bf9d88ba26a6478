import type { Job } from "../job.ts";
import { mutationClasses } from "./classes.ts";
import { createDraw, drawMutations } from "./draw.ts";
import type { Named } from "./mutation.ts";
import type { Platform } from "./platform.ts";
import { type PassResult, runPass } from "./run-pass.ts";
import { targetsOf } from "./targets.ts";

/** What verification made of defects, by class. */
export interface MutationReport {
  readonly classes: readonly { readonly name: string; readonly made: number; readonly named: number }[];
  readonly made: number;
  readonly named: number;
  /** Findings that no defect explains, in spoiled and in clean passes. */
  readonly alarms: readonly Named[];
  /** Defects that were not named, by class and row. */
  readonly unnamed: readonly string[];
  /** Spoiled passes that came out green, and clean ones that did not. */
  readonly wrongColours: number;
  readonly cleanPasses: number;
  readonly spoiledPasses: number;
  /** Whether the stand-in is in the end what it was. */
  readonly isRestored: boolean;
}

/** Spoils a loaded migration again and again and asks whether everything, and nothing else, is named. */
export async function testVerification(
  job: Job,
  platform: Platform,
  options: { readonly seed: number; readonly count: number; readonly perPass: number; readonly cleanPasses: number },
  tell: (line: string) => void,
): Promise<MutationReport> {
  const draw = createDraw(options.seed);
  const classes = Object.entries(mutationClasses);
  const targets = await targetsOf(await job.open(), await platform.rows());
  const before = await platform.digest();
  const clean: PassResult[] = [];
  const spoiled: PassResult[] = [];
  let made = 0;
  const runClean = async () => {
    if (clean.length < options.cleanPasses) clean.push(await runPass(job, platform, []));
  };
  await runClean();
  for (let turn = 0; made < options.count; ) {
    const size = Math.min(options.perPass, options.count - made);
    const wanted = Array.from({ length: size }, () => classes[turn++ % classes.length] ?? []).flatMap(([name, make]) =>
      name && make ? [[name, make] as const] : [],
    );
    const mutations = drawMutations(targets, wanted, draw);
    if (mutations.length === 0) throw new Error("No row is left on which a defect could be made.");
    spoiled.push(await runPass(job, platform, mutations));
    made += mutations.length;
    tell(`${made} of ${options.count} defects made`);
    if (spoiled.length === Math.ceil(options.count / options.perPass / 2)) await runClean();
  }
  while (clean.length < options.cleanPasses) await runClean();

  const all = spoiled.flatMap(({ mutations }) => mutations);
  return {
    classes: classes.map(([name]) => {
      const mine = all.filter(({ mutation }) => mutation.name === name);
      return { name, made: mine.length, named: mine.filter(({ isNamed }) => isNamed).length };
    }),
    made: all.length,
    named: all.filter(({ isNamed }) => isNamed).length,
    alarms: [...clean, ...spoiled].flatMap(({ alarms }) => alarms),
    unnamed: all
      .filter(({ isNamed }) => !isNamed)
      .map(({ mutation }) => `${mutation.name}: ${JSON.stringify(mutation.named)}`),
    wrongColours:
      clean.filter(({ isGreen }) => !isGreen).length +
      spoiled.filter(
        ({ isGreen, mutations }) => isGreen && mutations.some(({ mutation }) => mutation.changes.length > 0),
      ).length,
    cleanPasses: clean.length,
    spoiledPasses: spoiled.length,
    isRestored: (await platform.digest()) === before,
  };
}
