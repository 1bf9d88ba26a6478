"use client";
import { CircleCheck, CircleDashed, Rocket } from "lucide-react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Notice } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import { type Place, useRole } from "../clinics/place.ts";
import { many } from "./delta-words.ts";
import { type CheckItem, markLive, readDelta, tickItem } from "./endpoints.ts";

/** What has to be done before the first day in Dynamics 365, in its order. */
export function CutOverPanel({
  place,
  checklist,
  live,
}: {
  readonly place: Place;
  readonly checklist: readonly CheckItem[];
  readonly live: { readonly by: string; readonly at: string } | null;
}) {
  const { may, whoCan } = useRole(place);
  const tick = useAct(tickItem, { refresh: [readDelta, readMigration] });
  const mark = useAct(markLive, { refresh: [readDelta, readMigration] });
  const toast = useToast();
  const mayTick = may("cutover.tick");
  const left = checklist.filter(({ isDone, isAfterwards }) => !isDone && !isAfterwards).length;
  const failed = (error: unknown) => toast.failed("That did not work", error);
  const set = (isLive: boolean) => mark.mutate({ params: place, body: { isLive } }, { onError: failed });
  return (
    <Panel
      title="Going live"
      hint={
        live
          ? undefined
          : left === 0
            ? "Everything is ready."
            : `${many(left, "step")} left. Some follow from what was done, the others are ticked under your name.`
      }
    >
      <div className="grid gap-4">
        {live && (
          <Notice
            tone="good"
            title="The clinic works in Dynamics 365"
            action={
              mayTick && (
                <Button look="quiet" isBusy={mark.isPending} onClick={() => set(false)}>
                  Take the mark back
                </Button>
              )
            }
          >
            Marked by {live.by}, <Time at={live.at} />.
          </Notice>
        )}
        <ol className="divide-y divide-line">
          {checklist.map((item, index) => (
            <li key={item.key} className="flex flex-wrap items-start gap-x-3 gap-y-2 py-3">
              {item.isDone ? (
                <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-good" />
              ) : (
                <CircleDashed aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-soft" />
              )}
              <div className="min-w-0 flex-1 basis-60">
                <p className="font-medium">
                  {index + 1}. {item.title}
                  <span className="sr-only">{item.isDone ? " – done" : " – not done"}</span>
                </p>
                <p className="text-ink-soft">
                  {item.tick ? (
                    <>
                      Ticked by {item.tick.by}, <Time at={item.tick.at} />.
                    </>
                  ) : (
                    item.words
                  )}
                  {item.isAfterwards && !item.isDone && " Comes after going live."}
                </p>
              </div>
              {item.how === "ticked" && mayTick && (
                <Button
                  look={item.isDone ? "quiet" : "plain"}
                  aria-label={item.isDone ? `Take back: ${item.title}` : `Tick: ${item.title}`}
                  disabled={tick.isPending}
                  onClick={() =>
                    tick.mutate({ params: place, body: { item: item.key, isDone: !item.isDone } }, { onError: failed })
                  }
                >
                  {item.isDone ? "Take back" : "Tick"}
                </Button>
              )}
              {item.how === "computed" && !item.isDone && item.page !== null && item.page !== "delta" && (
                <ButtonLink look="quiet" href={`/clinics/${place.clinic}/migrations/${place.migration}/${item.page}`}>
                  Go there
                </ButtonLink>
              )}
            </li>
          ))}
        </ol>
        {!live &&
          (mayTick ? (
            <div>
              <Button
                look="primary"
                icon={<Rocket aria-hidden className="size-4" />}
                isBusy={mark.isPending}
                disabled={left > 0}
                onClick={() => set(true)}
              >
                Mark as live
              </Button>
            </div>
          ) : (
            <p className="text-ink-soft">{whoCan("cutover.tick")} can tick these.</p>
          ))}
      </div>
    </Panel>
  );
}
