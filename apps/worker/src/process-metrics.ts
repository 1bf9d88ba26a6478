import type { Metric } from "@flit/core/prometheus-text";
import type { Composition } from "./compose.ts";

/** What a process uses and has sent since it began. */
export function processMetrics(composition: Composition): readonly Metric[] {
  const { cliniko, dataverse, graph, throttled } = composition.requests();
  return [
    {
      name: "flitstack_process_resident_bytes",
      help: "Memory this process holds.",
      type: "gauge",
      values: [{ value: process.memoryUsage.rss() }],
    },
    {
      name: "flitstack_process_seconds",
      help: "Age of this process.",
      type: "gauge",
      values: [{ value: Math.round(process.uptime()) }],
    },
    {
      name: "flitstack_requests_total",
      help: "Requests this process has sent.",
      type: "counter",
      values: [
        { labels: { platform: "cliniko" }, value: cliniko },
        { labels: { platform: "dynamics" }, value: dataverse },
        { labels: { platform: "graph" }, value: graph },
      ],
    },
    {
      name: "flitstack_throttled_total",
      help: "Times platforms asked this process to wait.",
      type: "counter",
      values: [{ value: throttled }],
    },
  ];
}
