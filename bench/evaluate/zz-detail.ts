import { noMemory } from "@flit/core/matcher";
import { columnMatcher } from "@flit/matcher/column-matcher";
import { rankedCandidates } from "@flit/matcher/ranked-candidates";
import { readClinics } from "./gold-clinic.ts";
import { judge } from "./judged.ts";
import { proposeClinic, questionsOf } from "./propose-clinic.ts";
import { measureGoldValues } from "./values.ts";
const mode = process.argv[2];
for (const clinic of process.argv.slice(3).flatMap(readClinics)) {
  console.log("##", clinic.clinic);
  if (mode === "values") {
    for (const m of measureGoldValues([clinic]).misses) console.log(JSON.stringify(m));
    continue;
  }
  const props = proposeClinic(clinic, columnMatcher, true);
  const judged = judge(clinic, props);
  const { fields, columns } = questionsOf(clinic, true);
  const { elements, candidates } = rankedCandidates(fields, columns, noMemory);
  const byT = new Map(clinic.targets.map((t) => [t.id, t]));
  clinic.sources.forEach((s, i) => {
    const j = judged[i];
    if (!j || j.isRight || s.kind === "fixed") return;
    const row = clinic.gold.find((r) => r.source === s.id);
    const at = elements.findIndex((e) => e.field.id === s.id);
    const t = byT.get(row?.target ?? "");
    console.log(
      `\n${j.answer} ${j.probability.toFixed(2)} r${j.rank} [${row?.decision}] “${s.label}” sec=${s.section ?? s.template} ${s.type} ${(
        s.options ?? []
      )
        .map((o) => (typeof o === "string" ? o : o.label))
        .join("/")
        .slice(0, 120)}`,
    );
    if (t)
      console.log(
        `    RIGHT ${t.logicalName} “${t.label}” ${t.type} d=${t.description ?? ""} ${(t.options ?? [])
          .map((o) => o.label)
          .join("/")
          .slice(0, 120)}  why=${(row as any)?.why ?? ""}`,
      );
    for (const c of (candidates[at] ?? []).slice(0, 3))
      console.log(
        `      ${c.score.toFixed(1)} ${c.column.column.label} ${c.column.column.type} cl=${JSON.stringify(c.clashes)} fs=${c.features.fieldSaid.toFixed(2)} cs=${c.features.columnSaid.toFixed(2)}`,
      );
  });
}
