"use client";
import type { ConnectionCheck } from "@flit/core/connection-check";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, type ErrorBody } from "../../api/api-error.ts";
import { send } from "../../api/call.ts";
import type { Endpoint, Scope } from "../../api/endpoint.ts";
import { readLines } from "../../api/read-lines.ts";
import { useProof } from "../../ui/proof.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import { readConnections, type TestLine, testLine } from "./endpoints.ts";

export type TestEnd = Extract<TestLine, { readonly kind: "end" }>;

/** A test as it goes on in this browser. */
export interface RunningTest {
  readonly isRunning: boolean;
  readonly checks: readonly ConnectionCheck[];
  readonly end: TestEnd | null;
  readonly problem: ErrorBody | null;
}

const notStarted: RunningTest = { isRunning: false, checks: [], end: null, problem: null };

/** Runs tests of one connection and shows their checks as they come. */
export function useTest() {
  const [test, setTest] = useState<RunningTest | null>(null);
  const client = useQueryClient();
  const withProof = useProof();
  const add = (change: (now: RunningTest) => Partial<RunningTest>) =>
    setTest((now) => ({ ...(now ?? notStarted), ...change(now ?? notStarted) }));

  /** Resolves to how it ended: saved or not, or the problem that stopped it. */
  async function run<Params extends object, Body>(
    endpoint: Endpoint<Scope, Params, Body, unknown>,
    input: { readonly params: Params; readonly body?: Body },
  ): Promise<TestEnd | ErrorBody> {
    setTest({ ...notStarted, isRunning: true });
    let outcome: TestEnd | ErrorBody | null = null;
    try {
      const response = await withProof(() => send(endpoint, input));
      for await (const line of readLines(response, testLine)) {
        if (line.kind === "check") {
          const { check } = line;
          add(({ checks }) => ({ checks: [...checks, withoutUndefined(check)] }));
        } else outcome = line.kind === "end" ? line : line.problem;
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      outcome = error.body;
    }
    outcome ??= { code: "offline", message: "The test broke off. Nothing was saved; try again." };
    const ended = "kind" in outcome ? { end: outcome, problem: null } : { end: null, problem: outcome };
    add(() => ({ isRunning: false, ...ended }));
    await Promise.all(
      [readConnections, readMigration].map(({ path }) => client.invalidateQueries({ queryKey: [path] })),
    );
    return outcome;
  }

  return { test, run, clear: () => setTest(null) };
}

function withoutUndefined({
  count,
  ...check
}: Extract<TestLine, { readonly kind: "check" }>["check"]): ConnectionCheck {
  return { ...check, ...(count !== undefined && { count }) };
}
