import { randomBytes } from "node:crypto";
import type { SandboxClock } from "../platform/clock.ts";
import type { ConflictBehavior, Item } from "./drive.ts";
import { GraphError } from "./graph-error.ts";

const fragmentMultiple = 327_680;
const maxFragmentBytes = 60 * 1_048_576;

/** Where the finished file goes. */
export interface UploadTarget {
  readonly from: Item;
  readonly path: readonly string[];
  readonly conflict: ConflictBehavior;
  readonly ifMatch?: string;
}

interface Session {
  readonly target: UploadTarget;
  readonly fragments: Buffer[];
  received: number;
  total: number | undefined;
  expiresAtMs: number;
}

/**
 * Resumable uploads: fragments in order, each a multiple of 320 KiB but the last, none twice. Source: "driveItem:
 * createUploadSession". A session lives `lifetimeMs` of platform time after its last fragment.
 */
export function createUploadSessions(clock: SandboxClock, lifetimeMs: number) {
  const sessions = new Map<string, Session>();
  const open = (id: string): Session => {
    const session = sessions.get(id);
    if (session && session.expiresAtMs > clock.now()) return session;
    sessions.delete(id);
    throw new GraphError("itemNotFound", "The upload session was not found.", "uploadSessionNotFound");
  };
  const expiry = () => clock.now() + clock.scaled(lifetimeMs);
  return {
    clear: () => sessions.clear(),
    create(target: UploadTarget): { id: string; status: SessionStatus } {
      const id = randomBytes(24).toString("base64url");
      const session = { target, fragments: [], received: 0, total: undefined, expiresAtMs: expiry() };
      sessions.set(id, session);
      return { id, status: statusOf(session) };
    },
    status: (id: string) => statusOf(open(id)),
    cancel(id: string) {
      open(id);
      sessions.delete(id);
    },
    /** Takes one fragment; the whole file and its target once the last byte is there. */
    append(
      id: string,
      contentRange: string | undefined,
      bytes: Buffer,
    ): SessionStatus | { target: UploadTarget; content: Buffer } {
      const session = open(id);
      const range = parseRange(contentRange, bytes.length);
      checkOrder(session, range);
      const isLast = range.end + 1 === range.total;
      if (!isLast && bytes.length % fragmentMultiple !== 0) {
        throw new GraphError(
          "invalidRequest",
          `Fragments must be multiples of ${fragmentMultiple} bytes.`,
          "invalidFragmentLength",
        );
      }
      session.total = range.total;
      session.fragments.push(bytes);
      session.received += bytes.length;
      session.expiresAtMs = expiry();
      if (!isLast) return statusOf(session);
      return { target: session.target, content: Buffer.concat(session.fragments) };
    },
    /** Forgets a session whose file was stored. */
    complete: (id: string) => sessions.delete(id),
  };
}

interface SessionStatus {
  readonly expirationDateTime: string;
  readonly nextExpectedRanges: readonly string[];
}

function statusOf(session: Session): SessionStatus {
  const last = session.total === undefined ? "" : String(session.total - 1);
  return {
    expirationDateTime: new Date(session.expiresAtMs).toISOString(),
    nextExpectedRanges: [`${session.received}-${last}`],
  };
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly total: number;
}

function parseRange(header: string | undefined, length: number): Range {
  const found = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(header ?? "");
  const [start, end, total] = [Number(found?.[1]), Number(found?.[2]), Number(found?.[3])];
  const isSane = found !== null && start <= end && end < total && end - start + 1 === length;
  if (!isSane)
    throw new GraphError("invalidRequest", "The Content-Range header is missing or malformed.", "invalidContentRange");
  if (length > maxFragmentBytes)
    throw new GraphError("requestEntityTooLarge", "Fragments must be smaller than 60 MiB.");
  return { start, end, total };
}

function checkOrder(session: Session, range: Range): void {
  if (range.start < session.received) {
    throw new GraphError(
      "invalidRange",
      "The fragment overlaps with data that has already been received.",
      "fragmentOverlap",
    );
  }
  if (range.start > session.received || (session.total !== undefined && session.total !== range.total)) {
    throw new GraphError("invalidRange", "The fragment does not continue the upload.", "fragmentOutOfOrder");
  }
}

/** Open uploads of one library. */
export type UploadSessions = ReturnType<typeof createUploadSessions>;
