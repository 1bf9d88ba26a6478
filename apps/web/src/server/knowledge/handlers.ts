import type { knowledgeEndpoints } from "../../features/knowledge/endpoints.ts";
import type { Handlers } from "../handler.ts";
import { memoryHandlers } from "./memory-handlers.ts";
import { modelHandlers } from "./model-handlers.ts";
import { questionHandlers } from "./question-handlers.ts";
import { readHandlers } from "./read-handlers.ts";

/** What the AI knew, what was sent, and how often it was right. */
export const knowledgeHandlers: Handlers<typeof knowledgeEndpoints> = {
  ...readHandlers,
  ...memoryHandlers,
  ...modelHandlers,
  ...questionHandlers,
};
