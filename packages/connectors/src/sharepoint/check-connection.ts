import { randomUUID } from "node:crypto";
import type { ConnectionCheck } from "@flit/core/connection-check";
import { explainToken } from "../http/explain-token.ts";
import { attempt, type CheckName, failed, passed, skipped } from "../http/named-check.ts";
import { createSharePointConnector, type SharePointOptions } from "./connector.ts";

const site: CheckName = ["sharepoint.site", "SharePoint site"];
const drive: CheckName = ["sharepoint.drive", "Files can be written"];
const grant =
  "Give the application Sites.Selected with write on this site, or Files.ReadWrite.All, with admin consent.";

/** Tries a SharePoint connection: finds the library, puts a small file there and takes it away again. */
export async function* checkSharePoint(options: SharePointOptions): AsyncGenerator<ConnectionCheck> {
  const opened = await attempt(async () => {
    const connector = createSharePointConnector(options);
    return { connector, rootUrl: await connector.rootUrl() };
  });
  if (opened.trouble) {
    const { code, message } = opened.trouble;
    const { found, whatToDo } = code.startsWith("AADSTS") ? explainToken(code) : { found: message, whatToDo: grant };
    yield failed(site, found, whatToDo);
    yield* skipped([drive]);
    return;
  }
  const { connector, rootUrl } = opened.value;
  yield passed(site, `Its library is at ${rootUrl}.`);
  const path = `flitstack-connection-test-${randomUUID()}.txt`;
  const written = await attempt(async () => {
    const bytes = new TextEncoder().encode("FlitStack tried whether it may write here. This file can be deleted.\n");
    const stored = await connector.put(path, new Blob([bytes]).stream(), bytes.length);
    await connector.delete(path, stored.version);
  });
  yield written.trouble
    ? failed(drive, `The library refuses files (${written.trouble.code}).`, grant)
    : passed(drive, "A test file was written and deleted again.");
}
