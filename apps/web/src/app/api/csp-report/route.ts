import { product } from "../../../server/product.ts";

/** Browsers tell here what the content security policy stopped. Addresses only: samples may quote a page. */
export async function POST(request: Request): Promise<Response> {
  const report: unknown = await request.json().catch(() => null);
  const body = typeof report === "object" && report !== null && "csp-report" in report ? report["csp-report"] : null;
  const { log } = await product();
  const fields = typeof body === "object" && body !== null ? body : {};
  log.warn(
    {
      directive: "effective-directive" in fields ? fields["effective-directive"] : null,
      blocked: "blocked-uri" in fields ? fields["blocked-uri"] : null,
    },
    "content security policy",
  );
  return new Response(null, { status: 204 });
}
