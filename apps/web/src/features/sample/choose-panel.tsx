"use client";
import { Shuffle } from "lucide-react";
import { useState } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Notice } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import { type Place, useRole } from "../clinics/place.ts";
import { counted, percent } from "./duration.ts";
import { chooseSample, listRecords, readChecks, readSample } from "./endpoints.ts";
import { Pins } from "./pins.tsx";
import type { SampleView } from "./sample-view.ts";
import { reasonNames } from "./words.ts";

const least = 200;
const most = 500;
const usual = 300;

/** Which records are in the sample, why, and the place to choose them. */
export function ChoosePanel({ place, data }: { readonly place: Place; readonly data: SampleView }) {
  const { may, whoCan } = useRole(place);
  const { choice, isLoaded, sign, run } = data;
  const isRunning = run?.state === "running" || run?.state === "paused";
  return (
    <Panel
      title="Which records"
      hint={
        choice ? (
          <>
            Chosen <Time at={choice.at} />
          </>
        ) : (
          "Chosen so that every object, column, choice value, relation and known edge case is seen once, plus some at random."
        )
      }
    >
      <div className="grid gap-5">
        {choice && <Chosen choice={choice} />}
        {choice && !choice.isMapCurrent && (
          <Notice tone="info" title="It was chosen for an earlier map">
            Columns that came since may not be covered. Choosing again starts the comparison anew.
          </Notice>
        )}
        {may("sample.choose") ? (
          <>
            <Choose place={place} size={choice?.size ?? usual} isAgain={choice !== null} isDisabled={isRunning} />
            {isLoaded && (
              <p className="text-ink-soft">
                Choosing again asks for loading, rehearsing and signing again
                {sign.isSigned ? "; the signature under this sample would be void" : ""}. Rows that are loaded stay and
                count in the full run.
              </p>
            )}
          </>
        ) : (
          <p className="text-ink-soft">{whoCan("sample.choose")} can choose the sample.</p>
        )}
        <Pins place={place} data={data} />
      </div>
    </Panel>
  );
}

function Chosen({ choice }: { readonly choice: NonNullable<SampleView["choice"]> }) {
  const { records, reasons, bound } = choice;
  const parts = (["random", "cover", "pinned", "relative"] as const).filter((why) => reasons[why] > 0);
  return (
    <div className="grid gap-3">
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        <Figure name="Records" value={records} />
        {parts.map((why) => (
          <Figure key={why} name={reasonNames[why]} value={reasons[why]} />
        ))}
      </dl>
      <p className="max-w-prose">
        If none of the {counted(reasons.random, "record")} drawn at random differs, at most {percent(bound)} of all
        records do, at 95 % confidence. The others were picked for what they show, so they say whether it works, not how
        often.
      </p>
    </div>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <div>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="text-xl font-semibold tabular-nums">{value.toLocaleString("en-AU")}</dd>
    </div>
  );
}

function Choose({
  place,
  size: before,
  isAgain,
  isDisabled,
}: {
  readonly place: Place;
  readonly size: number;
  readonly isAgain: boolean;
  readonly isDisabled: boolean;
}) {
  const [size, setSize] = useState(before);
  const choose = useAct(chooseSample, { refresh: [readSample, readChecks, listRecords, readMigration] });
  const toast = useToast();
  return (
    <form
      className="flex flex-wrap items-start gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        choose.mutate(
          { params: place, body: { size } },
          {
            onSuccess: ({ records }) => toast.done(`${counted(records, "record")} chosen.`),
            onError: (error) => toast.failed("The sample could not be chosen", error),
          },
        );
      }}
    >
      <div className="w-64 max-w-full">
        <TextField
          label="Records"
          hint={`Between ${least} and ${most}; what they belong to comes along.`}
          type="number"
          required
          min={least}
          max={most}
          step={10}
          value={Number.isNaN(size) ? "" : size}
          onChange={(event) => setSize(event.currentTarget.valueAsNumber)}
        />
      </div>
      <div className="pt-6">
        <Button
          type="submit"
          look={isAgain ? "plain" : "primary"}
          disabled={isDisabled}
          isBusy={choose.isPending}
          icon={<Shuffle aria-hidden className="size-4" />}
        >
          {isAgain ? "Choose again" : "Choose the sample"}
        </Button>
      </div>
      {choose.isPending && (
        <p role="status" className="w-full text-ink-soft">
          Every record that was read is looked at; for a large clinic this takes a minute or two.
        </p>
      )}
    </form>
  );
}
