import { databaseNow } from "@flit/db/system-figures";
import { product } from "../../../server/product.ts";

/** Whether this process can serve: settings are right, Postgres and the queue answer. */
export async function GET(): Promise<Response> {
  const headers = { "cache-control": "no-store" };
  try {
    const { composition, queueDepth } = await product();
    await Promise.all([databaseNow(composition.client), queueDepth()]);
    return Response.json({ isReady: true }, { headers });
  } catch {
    return Response.json({ isReady: false }, { status: 503, headers });
  }
}

export const dynamic = "force-dynamic";
