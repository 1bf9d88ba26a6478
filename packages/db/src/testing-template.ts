import { chmodSync, chownSync, constants, copyFileSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { testCluster } from "./env.ts";

/** Lays a copy of the tests' migrated cluster where one will be started. Answers false when there is none to copy. */
export function layCluster(folder: string): boolean {
  const template = testCluster();
  if (template === undefined) return false;
  mkdirSync(dirname(folder), { recursive: true });
  // Postgres, run by root, works as a user of its own and has to get through.
  chmodSync(dirname(folder), 0o711);
  copy(template, folder);
  return true;
}

/** Owners and rights included: Postgres starts in no folder that others could read. */
function copy(from: string, to: string): void {
  const { uid, gid, mode } = statSync(from);
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copy(source, target);
    else {
      copyFileSync(source, target, constants.COPYFILE_FICLONE);
      chownSync(target, uid, gid);
    }
  }
  chownSync(to, uid, gid);
  chmodSync(to, mode & 0o777);
}
