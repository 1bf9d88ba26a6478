import { accountEndpoints } from "../features/account/endpoints.ts";
import { auditEndpoints } from "../features/audit/endpoints.ts";
import { clinicEndpoints } from "../features/clinics/endpoints.ts";
import { planEndpoints } from "../features/plan/endpoints.ts";
import { accountHandlers } from "./account/handlers.ts";
import { auditHandlers } from "./audit/handlers.ts";
import { clinicHandlers } from "./clinics/handlers.ts";
import { planHandlers } from "./plan/handlers.ts";
import { type Route, routesOf } from "./handler.ts";

/** Every endpoint of the product with its handler. Literal paths stand before those with parameters. */
export const routes: readonly Route[] = [
  ...routesOf(accountEndpoints, accountHandlers),
  ...routesOf(clinicEndpoints, clinicHandlers),
  ...routesOf(auditEndpoints, auditHandlers),
  ...routesOf(planEndpoints, planHandlers),
];
