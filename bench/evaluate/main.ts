import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Matcher } from "@flit/core/matcher";
import { columnMatcher, columnMatcherWith } from "@flit/matcher/column-matcher";
import { measuredBands } from "@flit/matcher/measured-bands";
import { whileForgetting } from "@flit/matcher/words/forgetting";
import { fitCalibration, type Labelled } from "./fit-calibration.ts";
import { type GoldClinic, readClinics } from "./gold-clinic.ts";
import { judge } from "./judged.ts";
import { labelledClinic, labelledMap } from "./labelled.ts";
import { figuresOfMap } from "./map-figures.ts";
import { measureInProcess } from "./measure.ts";
import { printClinics, printMaps, printValues, say } from "./print.ts";
import { proposeClinic } from "./propose-clinic.ts";
import { type PublishedMap, readPublishedMaps } from "./published-maps.ts";
import { saveCalibration, saveMeasured } from "./save.ts";
import { measureGoldValues, measureHl7Values } from "./values.ts";

/**
 * `npm run evaluate`: how good the proposed map is, on the labelled clinics of the repository. `-- --gold DIR --maps DIR`:
 * on others in the same formats (`--gold` several times for several folders). `--leave-one-out`: fits the calibration anew without each clinic or system; `--fit`: fits
 * it on all of them and keeps it, with the precision that leaving out measured. `--forget 0.2`: with a fifth of the word lists
 * forgotten (three times over), as clinics in words no list has would be answered; `--forget-latest`: without what was listed last.
 */
const { values } = parseArgs({
  options: {
    gold: { type: "string", multiple: true },
    maps: { type: "string" },
    "leave-one-out": { type: "boolean", default: false },
    fit: { type: "boolean", default: false },
    forget: { type: "string", default: "0" },
    "forget-latest": { type: "boolean", default: false },
    misses: { type: "boolean", default: false },
  },
});
const isOwn = values.gold === undefined && values.maps === undefined;
const own = fileURLToPath(new URL("data/", import.meta.url));
const clinics = isOwn ? readClinics(own) : (values.gold ?? []).flatMap(readClinics);
const maps = values.maps === undefined ? [] : readPublishedMaps(values.maps);
const isLeftOut = values["leave-one-out"] || values.fit;
const labelled = isLeftOut
  ? [...new Map([...clinics, ...readClinics(own)].map((clinic) => [clinic.clinic, clinic])).values()]
      .map(labelledClinic)
      .concat(maps.map(labelledMap))
  : [];

const judged = clinics.map((clinic) => {
  const matcher = matcherFor(clinic.clinic);
  return {
    clinic: clinic.clinic,
    product: forgetting(() => judge(clinic, proposeClinic(clinic, matcher, true))),
    alone: forgetting(() => judge(clinic, proposeClinic(clinic, matcher, false))),
    values: measureGoldValues([clinic], forgetting),
  };
});
say(isLeftOut ? "Calibration fitted without what it is measured on." : "Calibration as the repository has it.");
const ofClinics = measureGoldValues(clinics, forgetting);
if (clinics.length > 0) {
  printClinics(judged, values.misses);
  printValues("Value maps of the labelled clinics", ofClinics);
}
if (maps.length > 0)
  printMaps(maps.map((map) => ({ name: map.name, figures: figuresOfMap(map, matcherFor(map.name)) })));
const codeSystems = join(values.maps ?? "", "hl7-value-maps");
if (values.maps !== undefined && existsSync(codeSystems))
  printValues("Published value maps", measureHl7Values(codeSystems));
if (values.fit) {
  saveCalibration(fitCalibration(labelled));
  saveMeasured(
    judged.flatMap(({ product }) => product),
    ofClinics,
  );
}
say(
  `\nBand High as kept for the page: ${measuredBands.high.precision} of ${measuredBands.rows} rows × ${measuredBands.high.coverage.toFixed(3)}; of values ${measuredBands.values.high.precision} of ${measuredBands.values.rows} × ${measuredBands.values.high.coverage.toFixed(3)}`,
);
say(measureInProcess());

/** Judges as often as another part of the words is forgotten; once where none is. */
function forgetting<T>(judgeAll: () => readonly T[]): readonly T[] {
  const share = Number(values.forget);
  const seeds = share > 0 ? [101, 102, 103] : [0];
  return seeds.flatMap((seed) => whileForgetting(share, seed, judgeAll, values["forget-latest"]));
}

/** Fitted without this one, and without the other maps of its system. */
function matcherFor(name: GoldClinic["clinic"] | PublishedMap["name"]): Matcher {
  if (!isLeftOut) return columnMatcher;
  const system = (one: Labelled["name"]) => one.split(" → ")[0];
  return columnMatcherWith(fitCalibration(labelled.filter((one) => system(one.name) !== system(name))));
}
