"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { Status, type Tone } from "../../ui/status.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import type { ComparedFieldView } from "./sample-view.ts";

const comparisons: Readonly<Record<ComparedFieldView["comparison"], { readonly tone: Tone; readonly word: string }>> = {
  equal: { tone: "good", word: "Equal" },
  different: { tone: "bad", word: "Different" },
  empty: { tone: "neutral", word: "Empty in both" },
  own: { tone: "neutral", word: "Filled by Dynamics" },
};

/** Columns of a row, those that differ first: source → expected → in Dynamics; equal ones on demand. */
export function FieldDiff({
  place,
  mapping,
  fields,
  isAll,
}: {
  readonly place: Place;
  readonly mapping: string;
  readonly fields: readonly ComparedFieldView[];
  readonly isAll: boolean;
}) {
  const shown = [
    ...fields.filter(({ comparison }) => comparison === "different"),
    ...(isAll ? fields.filter(({ comparison }) => comparison !== "different") : []),
  ];
  if (shown.length === 0) return null;
  return (
    <ul className="divide-y divide-line rounded-md border border-line">
      {shown.map((field) => (
        <Field key={field.column} place={place} mapping={mapping} field={field} />
      ))}
    </ul>
  );
}

function Field({
  place,
  mapping,
  field,
}: {
  readonly place: Place;
  readonly mapping: string;
  readonly field: ComparedFieldView;
}) {
  const { may } = useRole(place);
  const { label, column, line, rule, source, expected, actual, comparison } = field;
  const { tone, word } = comparisons[comparison];
  const action = may("map.decide") ? "Correct it in Mapping review" : "See it in Mapping review";
  const query = new URLSearchParams({ object: mapping, ...(line !== null && { line }) });
  return (
    <li className="grid gap-2 px-3 py-2.5">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <p className="min-w-0">
          <span className="font-medium">{label}</span>{" "}
          <span className="font-mono text-xs wrap-anywhere text-ink-soft">{column}</span>
        </p>
        <Status tone={tone}>{word}</Status>
      </div>
      <dl className="grid gap-x-4 gap-y-2 md:grid-cols-3">
        <Value name="In Cliniko">
          {source.length === 0 ? (
            <span className="text-ink-soft">{rule}</span>
          ) : (
            <ul>
              {source.map(({ label: name, text }) => (
                <li key={name} className="wrap-anywhere whitespace-pre-line">
                  <span className="text-ink-soft">{name}: </span>
                  {text ?? <span className="text-ink-soft">empty</span>}
                </li>
              ))}
            </ul>
          )}
        </Value>
        <Value name="Should be">
          <Text value={expected} />
        </Value>
        <Value name="In Dynamics">
          <Text value={actual} />
        </Value>
      </dl>
      {/* A column can be equal and still the wrong one: only a person sees that, and is led to its line as well. */}
      {(comparison === "different" || line !== null) && (
        <p className="text-ink-soft">
          Rule: {rule}.{" "}
          {line !== null && (
            <Link
              href={`/clinics/${place.clinic}/migrations/${place.migration}/mapping?${query}`}
              aria-label={`${label}: ${action}`}
              className="text-accent underline"
            >
              {action}
            </Link>
          )}
        </p>
      )}
    </li>
  );
}

function Value({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-soft">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Text({ value }: { readonly value: string | null }) {
  if (value === null) return <span className="text-ink-soft">Empty</span>;
  return <span className="wrap-anywhere whitespace-pre-line">{value}</span>;
}
