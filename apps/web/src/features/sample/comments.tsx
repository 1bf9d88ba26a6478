"use client";
import { Check } from "lucide-react";
import { type SubmitEvent, useRef } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextArea } from "../../ui/field.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { commentRecord, listRecords, readSample, resolveComment } from "./endpoints.ts";
import type { CommentView, RecordView } from "./sample-view.ts";

/** What people say about a record or a column of it; resolving accepts what differs. */
export function RecordComments({
  place,
  of,
  onChange,
}: {
  readonly place: Place;
  readonly of: RecordView;
  readonly onChange: () => void;
}) {
  const { may, whoCan } = useRole(place);
  const isDifferent = of.row.state === "mismatched" || of.row.state === "edited" || of.row.state === "rejected";
  return (
    <section className="grid gap-3 border-t border-line pt-4" aria-label="Comments">
      <div>
        <h3 className="font-semibold">Comments</h3>
        <p className="text-ink-soft">
          {isDifferent
            ? "Say why this difference is as it should be; once the comment is resolved, it counts as accepted."
            : "A remark that is not resolved keeps the sample from being signed."}{" "}
          {!may("sample.sign") && `${whoCan("sample.sign")} can resolve comments.`}
        </p>
      </div>
      {of.comments.map((comment) => (
        <One key={comment.id} place={place} comment={comment} onChange={onChange} />
      ))}
      {may("sample.comment") && <CommentForm place={place} of={of} onChange={onChange} />}
    </section>
  );
}

function One({
  place,
  comment: { id, by, at, columnLabel, text, resolved },
  onChange,
}: {
  readonly place: Place;
  readonly comment: CommentView;
  readonly onChange: () => void;
}) {
  const { may } = useRole(place);
  const resolve = useAct(resolveComment, { refresh: [readSample, listRecords] });
  const toast = useToast();
  return (
    <div className="grid gap-1 border-l-2 border-line pl-3">
      <p className="text-ink-soft">
        <span className="font-medium text-ink">{by}</span> <Time at={at} />
        {columnLabel !== null && ` · ${columnLabel}`}
      </p>
      <p className="break-words whitespace-pre-line">{text}</p>
      {resolved ? (
        <p className="flex items-center gap-1 text-good">
          <Check aria-hidden className="size-4" /> Resolved by {resolved.by}, <Time at={resolved.at} />
        </p>
      ) : (
        may("sample.sign") && (
          <div>
            <Button
              isBusy={resolve.isPending}
              icon={<Check aria-hidden className="size-4" />}
              onClick={() =>
                resolve.mutate(
                  { params: place, body: { comment: id } },
                  { onSuccess: onChange, onError: (error) => toast.failed("It could not be resolved", error) },
                )
              }
            >
              Resolve and accept
            </Button>
          </div>
        )
      )}
    </div>
  );
}

function CommentForm({
  place,
  of,
  onChange,
}: {
  readonly place: Place;
  readonly of: RecordView;
  readonly onChange: () => void;
}) {
  const comment = useAct(commentRecord, { refresh: [readSample, listRecords] });
  const form = useRef<HTMLFormElement>(null);
  const columns = new Map(of.rows.flatMap(({ fields }) => fields.map(({ column, label }) => [column, label] as const)));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const sent = new FormData(event.currentTarget);
    const column = String(sent.get("column") ?? "");
    comment.mutate(
      {
        params: place,
        body: {
          mapping: of.mapping,
          id: of.id,
          column: column === "" ? null : column,
          text: String(sent.get("text")),
        },
      },
      {
        onSuccess: () => {
          form.current?.reset();
          onChange();
        },
      },
    );
  };
  return (
    <form ref={form} onSubmit={submit} className="grid gap-3">
      {columns.size > 0 && (
        <SelectField label="About" name="column" defaultValue="">
          <option value="">The whole record</option>
          {[...columns].map(([column, label]) => (
            <option key={column} value={column}>
              {label}
            </option>
          ))}
        </SelectField>
      )}
      <TextArea
        label="Add a comment"
        name="text"
        rows={2}
        required
        maxLength={2000}
        hint="Everybody in the clinic's account reads it: name no patient."
        problem={comment.error?.body.problems?.text ?? comment.error?.body.message}
      />
      <div>
        <Button type="submit" isBusy={comment.isPending}>
          Comment
        </Button>
      </div>
    </form>
  );
}
