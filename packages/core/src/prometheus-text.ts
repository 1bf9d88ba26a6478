/** One figure of a process or the installation, for its operators: counts and states, never a name of a tenant. */
export interface Metric {
  /** Whole words joined by `_`, beginning with `flitstack_`. */
  readonly name: string;
  readonly help: string;
  readonly type: "gauge" | "counter";
  readonly values: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[];
}

/** The content type of the format. */
export const prometheusType = "text/plain; version=0.0.4; charset=utf-8";

/** Figures in the text format of Prometheus. */
export function prometheusText(metrics: readonly Metric[]): string {
  const lines = metrics.flatMap(({ name, help, type, values }) => [
    `# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}`,
    `# TYPE ${name} ${type}`,
    ...values.map(({ labels = {}, value }) => `${name}${labelText(labels)} ${value}`),
  ]);
  return `${lines.join("\n")}\n`;
}

/** What Postgres says of the whole installation, as metrics: rows of name, label and number. */
export function installationMetrics(
  figures: readonly { readonly name: string; readonly label: string; readonly value: number }[],
): readonly Metric[] {
  const of = (name: string) => figures.filter((figure) => figure.name === name);
  const gauge = (name: string, help: string, label: string | null): Metric => ({
    name: `flitstack_${name}`,
    help,
    type: "gauge",
    values: of(name).map((figure) => ({ ...(label && { labels: { [label]: figure.label } }), value: figure.value })),
  });
  const runs: Metric = {
    name: "flitstack_runs",
    help: "Runs that go on or wait, and those that ended in the last day.",
    type: "gauge",
    values: of("runs").map(({ label, value }) => {
      const [kind = "", state = ""] = label.split("|");
      return { labels: { kind, state }, value };
    }),
  };
  return [
    runs,
    gauge("steps", "Steps of running runs whose turn it is: due, worked on, waiting, set aside.", "state"),
    gauge("stalest_run_seconds", "Age of the last progress of the running run that has made none for longest.", null),
    gauge("messages", "Messages not sent yet, and those given up.", "state"),
    gauge("permits_last_minute", "Requests let go to platforms in the last full minute.", "platform"),
    gauge("throttled_last_minute", "Times platforms asked to wait in the last full minute.", "platform"),
    gauge("accounts_blocked", "Accounts whose platform has asked to wait.", "platform"),
    gauge("workers", "Worker processes seen in the last seconds.", null),
  ];
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`,
  );
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}
