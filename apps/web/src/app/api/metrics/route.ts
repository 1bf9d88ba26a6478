import { metricsReply } from "../../../server/metrics-reply.ts";
import { product } from "../../../server/product.ts";

/** Figures of this process and the installation for whoever has the token. */
export async function GET(request: Request): Promise<Response> {
  return metricsReply(await product(), request);
}

export const dynamic = "force-dynamic";
