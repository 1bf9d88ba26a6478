import { randomUUID } from "node:crypto";
import { Fault } from "@flit/core/fault";
import { Refusal } from "@flit/core/refusal";
import type { z } from "zod";
import type { ErrorBody } from "../api/api-error.ts";

/** A request that ends in an error answer. */
export class Problem extends Error {
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, code: string, message: string, problems?: ErrorBody["problems"]) {
    super(code);
    this.name = "Problem";
    this.status = status;
    this.body = { code, message, ...(problems && { problems }) };
  }
}

/** What the outside world failed with, in words; the platform's own code stands beside it. */
const faultWords: Readonly<Record<Fault["kind"], string>> = {
  unavailable: "The platform did not answer as it should. Try again in a minute.",
  timeout: "The platform did not answer in time. Try again in a minute.",
  throttled: "The platform asks us to wait. Try again in a few minutes.",
  invalid: "The platform refused what it was asked.",
  conflict: "Somebody else changed this meanwhile. Reload the page and look again.",
  missing: "The platform does not have what was asked for.",
  unauthorised: "The platform refused the credentials. Check them under Connections.",
  forbidden: "The platform refused a right. Look at the permission list under Connections.",
  protocol: "The platform answered something we do not understand.",
};

/** What a platform failed with, as people read it. */
export function wordsOfFault(fault: Fault): string {
  return `${faultWords[fault.kind]} (${fault.code})`;
}

/** Turns whatever a handler threw into an answer: the one place where errors meet HTTP. */
export function problemOf(error: unknown, onBug: (reference: string, name: string) => void): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Refusal) return new Problem(409, error.code, error.message);
  if (error instanceof Fault) return new Problem(502, error.code, wordsOfFault(error));
  const reference = randomUUID().slice(0, 8);
  onBug(reference, nameOf(error));
  const problem = new Problem(
    500,
    "internal",
    `Something went wrong on our side. Nothing was changed. Try again, or give support the reference ${reference}.`,
  );
  return Object.assign(problem, { body: { ...problem.body, reference } });
}

/** Problems by field, for forms. */
export function invalid(error: z.ZodError): Problem {
  const problems = Object.fromEntries(error.issues.map((issue) => [issue.path.join(".") || "form", issue.message]));
  return new Problem(400, "invalid", "Some fields need a change.", problems);
}

/** Names only: messages of foreign errors may quote values. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frame = /at .*\n?/.exec(error.stack?.split("\n").find((line) => line.includes("at ")) ?? "")?.[0] ?? "";
  return `${error.name}${"code" in error ? `:${String(error.code)}` : ""} ${frame.trim()}`;
}
