import { product } from "../../../../../server/product.ts";
import { consentCallback } from "../../../../../server/connections/consent-callback.ts";

/** Where Microsoft's sign-in sends people back to. */
export async function GET(request: Request): Promise<Response> {
  return consentCallback(await product(), request);
}
