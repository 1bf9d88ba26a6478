import { product } from "../../../server/product.ts";

/** Whether this process can serve: settings are right, the queue is open and Postgres answers. */
export async function GET(): Promise<Response> {
  const { composition } = await product();
  await composition.client.$queryRaw`select 1`;
  return Response.json({ isReady: true });
}
