import type { ReactNode } from "react";
import { Time } from "../../ui/time.tsx";
import type { Report } from "./report-type.ts";

/** The account in a few numbers: what was read, how long the move takes, what will be made. */
export function AuditSummary({ report }: { readonly report: Report }) {
  const records = report.objects.filter((one) => !one.isDerived).reduce((sum, one) => sum + (one.count ?? 0), 0);
  const { reading, writing, files } = report.durations;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line lg:grid-cols-4">
      <Figure label="Records read" value={records.toLocaleString("en-AU")}>
        <Time at={report.at} />
      </Figure>
      <Figure label="Custom fields" value={report.customFields.toLocaleString("en-AU")}>
        {report.attachments === null
          ? "Attachments cannot be seen with this key"
          : `${report.attachments.toLocaleString("en-AU")} attachments`}
      </Figure>
      <Figure
        label="The move will take about"
        value={inWords(reading.minutes + writing.minutes + (files?.minutes ?? 0))}
      >
        Slowest part: {slowest(report.durations)}
      </Figure>
      <Figure label="In Dynamics 365" value={`${report.schema.create.toLocaleString("en-AU")} to create`}>
        {report.schema.reuse.toLocaleString("en-AU")} reused, {report.schema.change.toLocaleString("en-AU")} changed
        {report.schema.blocked > 0 && `, ${report.schema.blocked.toLocaleString("en-AU")} blocked`}
      </Figure>
    </dl>
  );
}

function Figure({
  label,
  value,
  children,
}: {
  readonly label: string;
  readonly value: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="bg-surface p-4">
      <dt className="text-ink-soft">{label}</dt>
      <dd className="mt-1 text-xl font-semibold">{value}</dd>
      <dd className="mt-1 text-ink-soft">{children}</dd>
    </div>
  );
}

function inWords(minutes: number): string {
  if (minutes < 90) return `${Math.max(1, Math.round(minutes))} min`;
  return `${Math.round(minutes / 6) / 10} h`;
}

function slowest({ reading, writing, files }: Report["durations"]): string {
  const all = [reading, writing, ...(files ? [files] : [])].toSorted((a, b) => b.minutes - a.minutes);
  return all[0]?.limitedBy ?? "";
}
