import type { PreflightCheck } from "@flit/core/audit-report";
import type { PreflightInputs } from "./preflight/check.ts";
import { clinikoChecks } from "./preflight/cliniko-checks.ts";
import { commonChecks } from "./preflight/common-checks.ts";
import { dynamicsChecks } from "./preflight/dynamics-checks.ts";

/** All checks before a migration, in the order people read them. Nothing moves while one is blocking. */
export function preflight(inputs: PreflightInputs): readonly PreflightCheck[] {
  return [...clinikoChecks, ...dynamicsChecks, ...commonChecks].map((check) => check(inputs));
}
