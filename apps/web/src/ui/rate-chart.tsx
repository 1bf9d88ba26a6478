"use client";
import { clsx } from "clsx";
import { Cell, Table } from "./table.tsx";
import { ClockTime, Time } from "./time.tsx";

const width = 600;
const height = 160;
const farAbove = 20;
const number = (value: number) => value.toLocaleString("en-AU");

interface Point {
  readonly at: string;
  readonly value: number;
  /** Something to be seen at this point, in a word: `throttled`. */
  readonly isMarked?: boolean;
}

/** Something a minute over time, as bars under the line of its limit; the same numbers as a table for whoever reads them. */
export function RateChart({
  title,
  unit,
  points,
  limit,
  limitWords,
  minutesPerPoint,
  markWords,
}: {
  readonly title: string;
  /** `records a minute`. */
  readonly unit: string;
  readonly points: readonly Point[];
  readonly limit: number | null;
  readonly limitWords: string;
  readonly minutesPerPoint: number;
  readonly markWords: string;
}) {
  const most = Math.max(0, ...points.map(({ value }) => value));
  // Under a limit twenty times as high bars could not be told apart: they get a scale of their own, and it says so.
  const isFarAbove = limit !== null && most * farAbove < limit;
  const top = Math.max(1, isFarAbove ? 0 : (limit ?? 0), most) * (isFarAbove ? 1.6 : 1.08);
  const y = (value: number) => height - (value / top) * height;
  const step = width / Math.max(points.length, 12);
  const [first, last] = [points[0], points.at(-1)];
  const summary = `${title}: at most ${number(most)} ${unit}${limit === null ? "" : `; ${limitWords} ${number(limit)}`}.`;
  return (
    <figure className="grid gap-2">
      <figcaption className="flex flex-wrap justify-between gap-x-4 text-ink-soft">
        <span>
          {unit.charAt(0).toUpperCase() + unit.slice(1)}, up to {number(Math.round(most))}
          {minutesPerPoint > 1 && `, average over ${minutesPerPoint} minutes`}
        </span>
        {limit !== null && (
          <span className="inline-flex items-center gap-2">
            <span aria-hidden className="inline-block w-6 border-t-2 border-dashed border-bad" />
            {limitWords} {number(limit)}
            {isFarAbove && ", far above what is drawn"}
          </span>
        )}
      </figcaption>
      <svg
        role="img"
        aria-label={summary}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className="h-40 w-full rounded-md border border-line bg-sunken"
      >
        {points.map(({ at, value, isMarked }, index) => (
          <rect
            key={at}
            x={index * step + step * 0.1}
            width={step * 0.8}
            y={y(value)}
            height={Math.max(value > 0 ? 1.5 : 0, height - y(value))}
            className={clsx(isMarked ? "fill-warn" : "fill-accent", index === points.length - 1 && "opacity-60")}
          />
        ))}
        {limit !== null && (
          <line
            x1={0}
            x2={width}
            y1={isFarAbove ? 2 : y(limit)}
            y2={isFarAbove ? 2 : y(limit)}
            strokeDasharray="6 4"
            strokeWidth={2}
            vectorEffect="non-scaling-stroke"
            className="stroke-bad"
          />
        )}
      </svg>
      <div aria-hidden className="flex justify-between text-xs text-ink-soft">
        <span>{first && <ClockTime at={first.at} />}</span>
        <span>{last && last !== first && <ClockTime at={last.at} />}</span>
      </div>
      <details className="text-ink-soft">
        <summary className="w-fit cursor-pointer rounded underline-offset-2 hover:underline">Show as a table</summary>
        <div className="mt-2 max-h-72 overflow-y-auto rounded-md border border-line text-ink">
          <Table caption={title} head={[{ label: "From" }, { label: unit, isNumber: true }, { label: "Note" }]}>
            {points.toReversed().map(({ at, value, isMarked }) => (
              <tr key={at}>
                <Cell>
                  <Time at={at} />
                </Cell>
                <Cell isNumber>{number(value)}</Cell>
                <Cell>{isMarked && markWords}</Cell>
              </tr>
            ))}
          </Table>
        </div>
      </details>
    </figure>
  );
}
