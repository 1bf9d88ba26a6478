import { accountEndpoints } from "../features/account/endpoints.ts";
import { auditEndpoints } from "../features/audit/endpoints.ts";
import { clinicEndpoints } from "../features/clinics/endpoints.ts";
import { connectionEndpoints } from "../features/connections/endpoints.ts";
import { logEndpoints } from "../features/log/endpoints.ts";
import { mappingEndpoints } from "../features/mapping/endpoints.ts";
import { memberEndpoints } from "../features/members/endpoints.ts";
import { ownerEndpoints } from "../features/owners/endpoints.ts";
import { planEndpoints } from "../features/plan/endpoints.ts";
import { reconcileEndpoints } from "../features/reconcile/endpoints.ts";
import { accountHandlers } from "./account/handlers.ts";
import { auditHandlers } from "./audit/handlers.ts";
import { clinicHandlers } from "./clinics/handlers.ts";
import { connectionHandlers } from "./connections/handlers.ts";
import { type Route, routesOf } from "./handler.ts";
import { logHandlers } from "./log/handlers.ts";
import { mappingHandlers } from "./mapping/handlers.ts";
import { memberHandlers } from "./members/handlers.ts";
import { ownerHandlers } from "./owners/handlers.ts";
import { planHandlers } from "./plan/handlers.ts";
import { reconcileHandlers } from "./reconcile/handlers.ts";

/** Every endpoint of the product with its handler. Literal paths stand before those with parameters. */
export const routes: readonly Route[] = [
  ...routesOf(accountEndpoints, accountHandlers),
  ...routesOf(clinicEndpoints, clinicHandlers),
  ...routesOf(auditEndpoints, auditHandlers),
  ...routesOf(connectionEndpoints, connectionHandlers),
  ...routesOf(logEndpoints, logHandlers),
  ...routesOf(mappingEndpoints, mappingHandlers),
  ...routesOf(memberEndpoints, memberHandlers),
  ...routesOf(ownerEndpoints, ownerHandlers),
  ...routesOf(planEndpoints, planHandlers),
  ...routesOf(reconcileEndpoints, reconcileHandlers),
];
