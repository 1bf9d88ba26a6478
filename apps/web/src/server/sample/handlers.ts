import type { sampleEndpoints } from "../../features/sample/endpoints.ts";
import type { Handlers } from "../handler.ts";
import { choiceHandlers } from "./choice-handlers.ts";
import { recordHandlers } from "./record-handlers.ts";
import { runHandlers } from "./run-handlers.ts";
import { signHandlers } from "./sign-handlers.ts";

/** The sample: chosen, loaded, compared, rehearsed, signed. */
export const sampleHandlers: Handlers<typeof sampleEndpoints> = {
  ...choiceHandlers,
  ...runHandlers,
  ...recordHandlers,
  ...signHandlers,
};
