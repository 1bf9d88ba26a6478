import { accountEndpoints } from "../features/account/endpoints.ts";
import { auditEndpoints } from "../features/audit/endpoints.ts";
import { clinicEndpoints } from "../features/clinics/endpoints.ts";
import { connectionEndpoints } from "../features/connections/endpoints.ts";
import { deltaEndpoints } from "../features/delta/endpoints.ts";
import { issueEndpoints } from "../features/issues/endpoints.ts";
import { knowledgeEndpoints } from "../features/knowledge/endpoints.ts";
import { logEndpoints } from "../features/log/endpoints.ts";
import { mappingEndpoints } from "../features/mapping/endpoints.ts";
import { memberEndpoints } from "../features/members/endpoints.ts";
import { messageEndpoints } from "../features/messages/endpoints.ts";
import { ownerEndpoints } from "../features/owners/endpoints.ts";
import { planEndpoints } from "../features/plan/endpoints.ts";
import { reconcileEndpoints } from "../features/reconcile/endpoints.ts";
import { recordEndpoints } from "../features/records/endpoints.ts";
import { reportEndpoints } from "../features/reports/endpoints.ts";
import { rollbackEndpoints } from "../features/rollback/endpoints.ts";
import { runEndpoints } from "../features/runs/endpoints.ts";
import { sampleEndpoints } from "../features/sample/endpoints.ts";
import { staffEndpoints } from "../features/staff/endpoints.ts";
import { accountHandlers } from "./account/handlers.ts";
import { auditHandlers } from "./audit/handlers.ts";
import { clinicHandlers } from "./clinics/handlers.ts";
import { connectionHandlers } from "./connections/handlers.ts";
import { deltaHandlers } from "./delta/handlers.ts";
import { type Route, routesOf } from "./handler.ts";
import { issueHandlers } from "./issues/handlers.ts";
import { knowledgeHandlers } from "./knowledge/handlers.ts";
import { logHandlers } from "./log/handlers.ts";
import { mappingHandlers } from "./mapping/handlers.ts";
import { memberHandlers } from "./members/handlers.ts";
import { messageHandlers } from "./messages/handlers.ts";
import { ownerHandlers } from "./owners/handlers.ts";
import { planHandlers } from "./plan/handlers.ts";
import { reconcileHandlers } from "./reconcile/handlers.ts";
import { recordHandlers } from "./records/handlers.ts";
import { reportHandlers } from "./reports/handlers.ts";
import { rollbackHandlers } from "./rollback/handlers.ts";
import { runHandlers } from "./runs/handlers.ts";
import { sampleHandlers } from "./sample/handlers.ts";
import { staffHandlers } from "./staff/handlers.ts";

/** Every endpoint of the product with its handler. Literal paths stand before those with parameters. */
export const routes: readonly Route[] = [
  ...routesOf(accountEndpoints, accountHandlers),
  ...routesOf(clinicEndpoints, clinicHandlers),
  ...routesOf(auditEndpoints, auditHandlers),
  ...routesOf(connectionEndpoints, connectionHandlers),
  ...routesOf(deltaEndpoints, deltaHandlers),
  ...routesOf(knowledgeEndpoints, knowledgeHandlers),
  ...routesOf(logEndpoints, logHandlers),
  ...routesOf(mappingEndpoints, mappingHandlers),
  ...routesOf(memberEndpoints, memberHandlers),
  ...routesOf(ownerEndpoints, ownerHandlers),
  ...routesOf(planEndpoints, planHandlers),
  ...routesOf(runEndpoints, runHandlers),
  ...routesOf(messageEndpoints, messageHandlers),
  ...routesOf(staffEndpoints, staffHandlers),
  ...routesOf(issueEndpoints, issueHandlers),
  ...routesOf(recordEndpoints, recordHandlers),
  ...routesOf(reportEndpoints, reportHandlers),
  ...routesOf(rollbackEndpoints, rollbackHandlers),
  ...routesOf(sampleEndpoints, sampleHandlers),
  ...routesOf(reconcileEndpoints, reconcileHandlers),
];
