/** The process runs. Whether it can serve, `/api/ready` says: a restart would not bring Postgres back. */
export async function GET(): Promise<Response> {
  return Response.json({ isAlive: true }, { headers: { "cache-control": "no-store" } });
}

export const dynamic = "force-dynamic";
