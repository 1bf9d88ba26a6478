import { z } from "zod";

const schema = z.object({
  /** The browser to use; without it the system's, or Playwright's own. */
  CHROMIUM: z.string().optional(),
  /** Folder that screenshots of every page go into; without it none are made. */
  FLIT_SCREENS: z.string().optional(),
  /** Patients of a large clinic, whose pages are measured instead of all other tests. */
  FLIT_LARGE: z.coerce.number().int().positive().optional(),
  /** Set by the set-up for the tests: folder with what the started product told and what was prepared in it. */
  FLIT_E2E_FOLDER: z.string().optional(),
});

/** Settings of the browser tests. */
export const e2eEnv = () => schema.parse(process.env);

/** Tells the tests' processes where the set-up left its files. */
export function handOver(folder: string): void {
  process.env.FLIT_E2E_FOLDER = folder;
}

/** Folder the set-up left its files in. */
export function handedOver(): string {
  const { FLIT_E2E_FOLDER: folder } = e2eEnv();
  if (folder === undefined) throw new Error("The set-up did not run: start the tests with `npm run e2e`.");
  return folder;
}
