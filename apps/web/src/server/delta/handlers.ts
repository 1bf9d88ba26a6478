import type { deltaEndpoints } from "../../features/delta/endpoints.ts";
import type { Handlers } from "../handler.ts";
import { conflictHandlers } from "./conflict-handlers.ts";
import { cutOverHandlers } from "./cut-over-handlers.ts";
import { passHandlers } from "./pass-handlers.ts";

/** The delta window, its passes, conflicts, and the way to going live. */
export const deltaHandlers: Handlers<typeof deltaEndpoints> = {
  ...passHandlers,
  ...conflictHandlers,
  ...cutOverHandlers,
};
