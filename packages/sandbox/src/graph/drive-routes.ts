import { z } from "zod";
import { readBody } from "../platform/http.ts";
import { parseAddress } from "./address.ts";
import { describeItem } from "./describe-item.ts";
import { type ConflictBehavior, checkMatch, type Item } from "./drive.ts";
import { type GraphContext, sendJson } from "./graph-context.ts";
import { GraphError } from "./graph-error.ts";

export interface DriveRequest extends GraphContext {
  /** What follows `/drives/{id}`, percent-encoded. */
  readonly path: string;
  readonly maxSimpleUploadBytes: number;
}

const Conflict = z.enum(["fail", "replace", "rename"]);
const NewFolder = z.object({
  name: z.string(),
  folder: z.object({}),
  "@microsoft.graph.conflictBehavior": Conflict.default("fail"),
});
const Change = z.object({ name: z.string().optional(), parentReference: z.object({ id: z.string() }).optional() });
const NewUpload = z.object({
  item: z
    .object({ "@microsoft.graph.conflictBehavior": Conflict.default("fail"), name: z.string().optional() })
    .optional(),
});

/** Everything below a drive: look up, list, create, upload, rename, move, delete. */
export async function serveDrive(context: DriveRequest): Promise<void> {
  const address = parseAddress(context.path);
  if (address === undefined) throw new GraphError("itemNotFound", "The resource could not be found.");
  const { drive, request, response } = context;
  const start = address.start.kind === "root" ? drive.root : drive.byId(address.start.id);
  const item = () => drive.at(start, address.path);
  const show = (status: number, shown: Item) => sendJson(response, status, describeItem(shown, context));

  switch (`${request.method} ${address.action}`.trim()) {
    case "GET":
      return show(200, item());
    case "GET children":
      return list(context, item());
    case "GET content":
      return redirect(context, item());
    case "POST children": {
      const folder = await parse(context, NewFolder);
      return show(201, drive.createFolder(item(), folder.name, folder["@microsoft.graph.conflictBehavior"]));
    }
    case "PUT content": {
      const content = await readBody(request);
      if (content.length > context.maxSimpleUploadBytes) {
        throw new GraphError(
          "requestEntityTooLarge",
          "The content is too large for a simple upload; use an upload session.",
        );
      }
      const stored = drive.putFile(
        ...placeOf(start, address.path),
        content,
        conflictOf(context.url),
        request.headers["if-match"],
      );
      return show(stored.created ? 201 : 200, stored.item);
    }
    case "POST createUploadSession": {
      const conflict = (await parse(context, NewUpload)).item?.["@microsoft.graph.conflictBehavior"] ?? "fail";
      return openSession(context, placeOf(start, address.path), conflict);
    }
    case "PATCH": {
      const found = item();
      checkMatch(found, request.headers["if-match"]);
      const { name, parentReference } = await parse(context, Change);
      drive.move(found, { ...(name && { name }), ...(parentReference && { parent: drive.byId(parentReference.id) }) });
      return show(200, found);
    }
    case "DELETE": {
      const found = item();
      checkMatch(found, request.headers["if-match"]);
      drive.remove(found);
      response.writeHead(204).end();
      return;
    }
    default:
      throw new GraphError("invalidRequest", "The HTTP method is not supported here.");
  }
}

function list(context: DriveRequest, folder: Item): void {
  const { url, response } = context;
  const size = Math.min(Math.max(Number(url.searchParams.get("$top") ?? 200), 1), 999);
  const from = Number(url.searchParams.get("$skiptoken") ?? 0);
  const children = [...(folder.children?.values() ?? [])].sort((left, right) => (left.name < right.name ? -1 : 1));
  const next = new URL(url);
  next.searchParams.set("$skiptoken", String(from + size));
  sendJson(response, 200, {
    value: children.slice(from, from + size).map((child) => describeItem(child, context)),
    ...(from + size < children.length && { "@odata.nextLink": next.href }),
  });
}

function redirect({ response, origin }: DriveRequest, item: Item): void {
  if (item.children) throw new GraphError("invalidRequest", "A folder has no content.");
  response.writeHead(302, { location: `${origin}/download/${item.id}` }).end();
}

function openSession(context: DriveRequest, [from, path]: [Item, readonly string[]], conflict: ConflictBehavior): void {
  const { drive, request, response, sessions, origin } = context;
  const ifMatch = request.headers["if-match"];
  const existing = find(() => drive.at(from, path));
  checkMatch(existing, ifMatch);
  if (existing && conflict === "fail")
    throw new GraphError("nameAlreadyExists", "An item with the same name already exists.");
  const { id, status } = sessions.create({ from, path, conflict, ...(ifMatch !== undefined && { ifMatch }) });
  sendJson(response, 200, { uploadUrl: `${origin}/upload/${id}`, ...status });
}

/** A file addressed by its id is written where it is; everything else is a path below a folder. */
function placeOf(start: Item, path: readonly string[]): [Item, readonly string[]] {
  if (path.length > 0) return [start, path];
  if (start.parent === undefined || start.children) throw new GraphError("invalidRequest", "A folder has no content.");
  return [start.parent, [start.name]];
}

function conflictOf(url: URL): ConflictBehavior {
  const given = Conflict.safeParse(url.searchParams.get("@microsoft.graph.conflictBehavior") ?? "replace");
  if (given.success) return given.data;
  throw new GraphError("invalidRequest", "Unknown conflict behavior.");
}

function find(look: () => Item): Item | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof GraphError) return undefined;
    throw error;
  }
}

async function parse<T>({ request }: DriveRequest, shape: z.ZodType<T>): Promise<T> {
  const text = (await readBody(request)).toString();
  try {
    return shape.parse(JSON.parse(text === "" ? "{}" : text));
  } catch {
    throw new GraphError("invalidRequest", "The request body is malformed.");
  }
}
