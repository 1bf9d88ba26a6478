import { type ProposalOutcomes, proposalOutcomes } from "@flit/core/map-draft/proposal-outcomes";
import type { MapLine } from "@flit/core/map-line";
import { isAllowed } from "@flit/core/permissions";
import type { StoreTransaction } from "@flit/core/ports";
import { draftBands } from "@flit/engine/mapping/draft-matcher";
import { exampleRequest } from "@flit/model/example-request";
import type { knowledgeEndpoints } from "../../features/knowledge/endpoints.ts";
import type { Handlers } from "../handler.ts";
import { viewMeasured } from "./view-measured.ts";
import { viewModel } from "./view-model.ts";

const callsOfPage = 20;

/** What the page reads of the clinic as a whole. */
export const readHandlers: Handlers<Pick<typeof knowledgeEndpoints, "readKnowledge" | "listCalls">> = {
  readKnowledge: ({ store, role }) =>
    store.transact(async (tx) => {
      const frozen = await frozenLines(tx);
      const model = await tx.model.read();
      return {
        mayManage: isAllowed(role, "model.manage"),
        mayForget: isAllowed(role, "map.decide"),
        model: model && viewModel(model),
        example: { text: exampleRequest.text, digest: exampleRequest.digest },
        usage: await tx.model.usage(),
        sent: await tx.model.count(),
        outcomes: [...proposalOutcomes(frozen.flat())] satisfies readonly ProposalOutcomes[],
        frozenMaps: frozen.length,
        measured: draftBands && viewMeasured(draftBands),
        remembered: (await tx.memory.entries()).length,
      };
    }),

  listCalls: ({ store, params }) =>
    store.transact(async (tx) => {
      const names = new Map((await tx.migrations.list()).map(({ id, name }) => [id, name]));
      const found = await tx.model.calls({ before: params.before ?? null, limit: callsOfPage + 1 });
      const calls = found.slice(0, callsOfPage);
      return {
        calls: calls.map(({ migrationId, by, ...call }) => ({
          ...call,
          by: by.name,
          migration: migrationId === null ? null : (names.get(migrationId) ?? null),
        })),
        older: found.length > callsOfPage ? (calls.at(-1)?.id ?? null) : null,
      };
    }),
};

/** The lines of every migration's latest frozen map: what people meant in the end. */
async function frozenLines(tx: StoreTransaction): Promise<readonly (readonly MapLine[])[]> {
  const maps: (readonly MapLine[])[] = [];
  for (const { id } of await tx.migrations.list()) {
    const [latest] = await tx.mapDraft.versions(id);
    const version = latest && (await tx.mapDraft.version(id, latest.number));
    if (version) maps.push(version.lines);
  }
  return maps;
}
