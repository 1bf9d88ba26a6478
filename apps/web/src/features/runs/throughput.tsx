"use client";
import { useState } from "react";
import { SelectField } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RateChart } from "../../ui/rate-chart.tsx";
import type { RunChart } from "./run-detail.ts";

/** Throughput of a run: what it is asked of each platform under that platform's limit, and records gone through. */
export function Throughput({ chart }: { readonly chart: RunChart }) {
  const busiest = chart.platforms
    .map((_, index) => ({ index, sum: chart.points.reduce((sum, { requests }) => sum + (requests[index] ?? 0), 0) }))
    .sort((one, other) => other.sum - one.sum)[0];
  const [chosen, choose] = useState<string | null>(null);
  const shown = chosen ?? (busiest && busiest.sum > 0 ? String(busiest.index) : "records");
  const index = Number(shown);
  const platform = shown === "records" ? undefined : chart.platforms[index];
  return (
    <Panel
      title="Throughput"
      actions={
        <SelectField
          label="What is shown"
          isLabelHidden
          value={shown}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {chart.platforms.map(({ name }, at) => (
            <option key={name} value={at}>
              Requests to {name}
            </option>
          ))}
          <option value="records">Records</option>
        </SelectField>
      }
    >
      <RateChart
        title={platform ? `Requests to ${platform.name}` : "Records gone through"}
        unit={platform ? "requests a minute" : "records a minute"}
        points={chart.points.map(({ at, records, requests, throttled }) => ({
          at,
          value: platform ? (requests[index] ?? 0) : records,
          isMarked: throttled > 0,
        }))}
        limit={platform?.limit ?? null}
        limitWords="Limit"
        minutesPerPoint={chart.minutesPerPoint}
        markWords="A platform asked us to slow down"
      />
    </Panel>
  );
}
