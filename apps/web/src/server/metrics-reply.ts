import { installationMetrics, prometheusText, prometheusType } from "@flit/core/prometheus-text";
import { installationFigures } from "@flit/db/system-figures";
import { isBearer } from "@flit/worker/bearer";
import { processMetrics } from "@flit/worker/process-metrics";
import type { WebProduct } from "./product.ts";

/** Figures in Prometheus' format; refused without the installation's token. No label names a tenant. */
export async function metricsReply({ env, composition }: WebProduct, request: Request): Promise<Response> {
  if (!isBearer(request.headers.get("authorization"), env.FLIT_METRICS_TOKEN))
    return Response.json({ code: "no-token", message: "Show the metrics token." }, { status: 401 });
  const metrics = [
    ...processMetrics(composition),
    ...installationMetrics(await installationFigures(composition.client)),
  ];
  return new Response(prometheusText(metrics), {
    headers: { "content-type": prometheusType, "cache-control": "no-store" },
  });
}
