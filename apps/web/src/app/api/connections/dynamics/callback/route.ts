import { consentCallback } from "../../../../../server/connections/consent-callback.ts";
import { product } from "../../../../../server/product.ts";

/** Where Microsoft's sign-in sends people back to. */
export async function GET(request: Request): Promise<Response> {
  return consentCallback(await product(), request);
}
