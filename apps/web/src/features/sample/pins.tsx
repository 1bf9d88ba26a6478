"use client";
import { Pin, X } from "lucide-react";
import { type SubmitEvent, useRef } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { useToast } from "../../ui/toast.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { pinRecord, readSample, unpinRecord } from "./endpoints.ts";
import type { SampleView } from "./sample-view.ts";

/** Records that people want to see moved. */
export function Pins({ place, data }: { readonly place: Place; readonly data: SampleView }) {
  const { may } = useRole(place);
  const mayChoose = may("sample.choose");
  const unpin = useAct(unpinRecord, { refresh: [readSample] });
  const toast = useToast();
  const titles = new Map(data.objects.map(({ object, title }) => [object, title]));
  if (!mayChoose && data.pins.length === 0) return null;
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <div>
        <h3 className="font-semibold">Pinned records</h3>
        <p className="text-ink-soft">
          A patient you know well, an invoice that was always odd: pinned records are in the next choice for sure.
        </p>
      </div>
      {data.pins.length > 0 && (
        <ul className="flex flex-wrap gap-2" aria-label="Pinned records">
          {data.pins.map(({ object, id, by }) => (
            <li key={`${object}/${id}`} className="flex items-center gap-2 rounded-md border border-line px-2 py-1">
              <Pin aria-hidden className="size-3.5 text-ink-faint" />
              <span>
                {titles.get(object) ?? object} <span className="font-mono text-xs">{id}</span>
                <span className="text-ink-soft"> · {by}</span>
              </span>
              {mayChoose && (
                <button
                  type="button"
                  aria-label={`Unpin ${titles.get(object) ?? object} ${id}`}
                  className="rounded p-1 text-ink-soft hover:bg-sunken"
                  onClick={() =>
                    unpin.mutate(
                      { params: place, body: { object, id } },
                      { onError: (error) => toast.failed("It could not be taken away", error) },
                    )
                  }
                >
                  <X aria-hidden className="size-4" />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayChoose && <PinForm place={place} objects={data.objects} />}
    </div>
  );
}

function PinForm({ place, objects }: { readonly place: Place; readonly objects: SampleView["objects"] }) {
  const pin = useAct(pinRecord, { refresh: [readSample] });
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const sent = new FormData(event.currentTarget);
    const body = { object: String(sent.get("object")), id: String(sent.get("id")).trim() };
    pin.mutate({ params: place, body }, { onSuccess: () => form.current?.reset() });
  };
  return (
    <form ref={form} onSubmit={submit} className="grid items-start gap-3 sm:grid-cols-[14rem_16rem_auto]">
      <SelectField label="Object" name="object" defaultValue="patients">
        {objects.map(({ object, title }) => (
          <option key={object} value={object}>
            {title}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Cliniko id"
        name="id"
        required
        maxLength={100}
        autoComplete="off"
        inputMode="numeric"
        problem={pin.error?.body.problems?.id ?? pin.error?.body.message}
      />
      <div className="sm:pt-6">
        <Button type="submit" isBusy={pin.isPending} icon={<Pin aria-hidden className="size-4" />}>
          Pin
        </Button>
      </div>
    </form>
  );
}
