import { applyEdit } from "@flit/core/map-draft/apply-edit";
import type { LineEdit } from "@flit/core/map-draft/line-edit";
import type { MapLine } from "@flit/core/map-line";
import { previewLine } from "@flit/engine/mapping/preview-line";
import type { PreviewRow } from "../../features/mapping/detail-view.ts";
import type { mappingEndpoints } from "../../features/mapping/endpoints.ts";
import type { Handlers } from "../handler.ts";
import { maskFor } from "../mask.ts";
import { fieldsOf, fieldsRead } from "./field-names.ts";
import { lineOf } from "./line-of.ts";
import { openReview, type Review } from "./open-review.ts";
import { seeValues } from "./see-values.ts";
import { viewChoices } from "./view-choices.ts";
import { viewPreview } from "./view-preview.ts";

type Values = Pick<typeof mappingEndpoints, "previewEdit" | "revealLine">;

const previewed = 12;
const revealedSamples = 10;

/** What shows patients' values: as they are to roles that may see them, else masked until revealed. */
export const valueHandlers: Handlers<Values> = {
  previewEdit: async (call) => {
    const review = await openReview(call);
    const { store, params, body, role } = call;
    const { line } = await store.transact((tx) => lineOf(tx, params.migration, body.line, review.knowledge));
    const rows = await previewOf(review, line, body.edit, maskFor(role));
    await store.transact((tx) => seeValues(tx, call, body.view, { records: rows.length }));
    return { rows };
  },

  revealLine: async (call) => {
    const review = await openReview(call);
    const { knowledge } = review;
    const { store, params, body, log } = call;
    const { line, map } = await store.transact((tx) => lineOf(tx, params.migration, body.line, knowledge));
    const rows = await previewOf(review, line, body.edit, (value) => value);
    const [main] = fieldsRead(line.value.value, map, fieldsOf(knowledge.profiles));
    const samples = (main?.samples ?? []).slice(0, revealedSamples);
    const choices = viewChoices(line, map, knowledge, (value) => value);
    const found = choices.flatMap((table) => table.rows.filter(({ isDecided }) => !isDecided)).length;
    await store.transact((tx) =>
      log(tx, { line: line.id, samples: samples.length, choices: found, records: rows.length }),
    );
    return { samples: [...samples], choices, rows };
  },
};

async function previewOf(
  { knowledge, trial }: Review,
  line: MapLine,
  edit: LineEdit | null,
  mask: (value: string) => string,
): Promise<PreviewRow[]> {
  const { id } = trial.migration;
  const { lines, cutOff } = await trial.store.transact(async (tx) => ({
    lines: await tx.mapDraft.lines(id),
    cutOff: (await tx.runs.list(id)).find(({ kind }) => kind === "audit")?.cutOff ?? new Date().toISOString(),
  }));
  const edited = edit === null ? { value: line.value, decision: line.decision } : applyEdit(line, edit);
  const rows = await previewLine(trial, knowledge, lines, { id: line.id, ...edited }, { limit: previewed, cutOff });
  const table = knowledge.curated.objects.find(({ key }) => key === line.mapping)?.target.table ?? "";
  const columns = knowledge.tablesOf([...lines.filter((one) => one.id !== line.id), { ...line, ...edited }])[table]
    ?.columns;
  return viewPreview(rows, mask, (column, value) => columns?.[column]?.optionLabels?.[String(value)] ?? null);
}
