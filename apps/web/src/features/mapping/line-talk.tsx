"use client";
import { type SubmitEvent, useRef } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { TextArea } from "../../ui/field.tsx";
import { Time } from "../../ui/time.tsx";
import type { LineDetail } from "./detail-view.ts";
import { commentLine, readLine, readMap } from "./endpoints.ts";
import type { Place } from "./use-map.ts";

/** What people said about a line. */
export function Comments({
  place,
  line,
  comments,
}: {
  readonly place: Place;
  readonly line: string;
  readonly comments: LineDetail["comments"];
}) {
  const comment = useAct(commentLine, { refresh: [readLine, readMap] });
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get("text"));
    comment.mutate({ params: place, body: { line, text } }, { onSuccess: () => form.current?.reset() });
  };
  return (
    <div className="grid gap-3">
      {comments.map(({ id, text, by, at }) => (
        <div key={id}>
          <p className="text-ink-soft">
            <span className="font-medium text-ink">{by}</span> <Time at={at} />
          </p>
          <p className="break-words whitespace-pre-line">{text}</p>
        </div>
      ))}
      <form ref={form} onSubmit={submit} className="grid gap-2">
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
    </div>
  );
}

/** What was done to a line, newest first. */
export function History({ history }: { readonly history: LineDetail["history"] }) {
  if (history.length === 0) return <p className="text-ink-soft">Nobody has changed it.</p>;
  return (
    <ol className="grid gap-2">
      {history.map(({ act, words, by, at, isUndone }) => (
        <li key={act}>
          <p className={isUndone ? "break-words text-ink-soft line-through" : "break-words"}>{words}</p>
          <p className="text-ink-soft">
            {by}, <Time at={at} />
            {isUndone && " · undone"}
          </p>
        </li>
      ))}
    </ol>
  );
}
