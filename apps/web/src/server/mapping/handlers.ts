import type { mappingEndpoints } from "../../features/mapping/endpoints.ts";
import type { Handlers } from "../handler.ts";
import { changeHandlers } from "./change-handlers.ts";
import { readHandlers } from "./read-handlers.ts";
import { valueHandlers } from "./value-handlers.ts";
import { versionHandlers } from "./version-handlers.ts";
import { wordsHandlers } from "./words-handlers.ts";

/** The review of the map. */
export const mappingHandlers: Handlers<typeof mappingEndpoints> = {
  ...readHandlers,
  ...changeHandlers,
  ...valueHandlers,
  ...wordsHandlers,
  ...versionHandlers,
};
