import { accountEndpoints } from "../features/account/endpoints.ts";
import { clinicEndpoints } from "../features/clinics/endpoints.ts";
import { connectionEndpoints } from "../features/connections/endpoints.ts";
import { accountHandlers } from "./account/handlers.ts";
import { clinicHandlers } from "./clinics/handlers.ts";
import { connectionHandlers } from "./connections/handlers.ts";
import { type Route, routesOf } from "./handler.ts";

/** Every endpoint of the product with its handler. Literal paths stand before those with parameters. */
export const routes: readonly Route[] = [
  ...routesOf(accountEndpoints, accountHandlers),
  ...routesOf(clinicEndpoints, clinicHandlers),
  ...routesOf(connectionEndpoints, connectionHandlers),
];
