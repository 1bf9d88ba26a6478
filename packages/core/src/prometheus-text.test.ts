import { expect, test } from "vitest";
import { installationMetrics, prometheusText } from "./prometheus-text.ts";

test("figures are written as Prometheus reads them, whatever stands in a label", () => {
  const text = prometheusText([
    { name: "flitstack_a", help: "One\nline.", type: "gauge", values: [{ value: 1.5 }] },
    { name: "flitstack_b", help: "b", type: "counter", values: [{ labels: { x: 'a"\\\n', y: "z" }, value: 2 }] },
  ]);
  expect(text).toBe(
    [
      "# HELP flitstack_a One\\nline.",
      "# TYPE flitstack_a gauge",
      "flitstack_a 1.5",
      "# HELP flitstack_b b",
      "# TYPE flitstack_b counter",
      'flitstack_b{x="a\\"\\\\\\n",y="z"} 2',
      "",
    ].join("\n"),
  );
});

test("runs are told by kind and state, and nothing names a tenant", () => {
  const text = prometheusText(
    installationMetrics([
      { name: "runs", label: "load|running", value: 3 },
      { name: "workers", label: "", value: 2 },
    ]),
  );
  expect(text).toContain('flitstack_runs{kind="load",state="running"} 3');
  expect(text).toContain("flitstack_workers 2");
  expect(text).not.toMatch(/tenant|clinic/);
});
