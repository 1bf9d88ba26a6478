import type { z } from "zod";
import { Panel } from "../../ui/panel.tsx";
import { Notice, Status } from "../../ui/status.tsx";
import { Age } from "./age.tsx";
import type { readStaff } from "./endpoints.ts";
import { healthWords } from "./health-words.ts";

type Data = z.infer<NonNullable<typeof readStaff.reply>>;

/** What moves the runs: workers, queue and messages, in a row of numbers. */
export function Installation({ data }: { readonly data: Data }) {
  const { workers, steps, queue, messages, healths, now } = data;
  const inHand = workers.reduce((sum, worker) => sum + worker.inHand, 0);
  const room = workers.reduce((sum, worker) => sum + worker.concurrency, 0);
  const numbers: readonly (readonly [name: string, value: string])[] = [
    ["Steps due", String(steps.due ?? 0)],
    ["Being worked on", `${steps.working ?? 0}`],
    ["Waiting", String(steps.waiting ?? 0)],
    ["Set aside", String(steps["set-aside"] ?? 0)],
    ["Jobs in the queue", queue === null ? "no answer" : String(queue)],
    ["Messages waiting", String(messages.pending)],
    ["Messages given up", String(messages.failed)],
  ];
  return (
    <Panel title="Installation">
      <div className="grid gap-4">
        {workers.length === 0 && (
          <Notice tone="bad" title="No worker is running">
            Nothing moves until one is started.
          </Notice>
        )}
        {healths.length > 0 && (
          <ul className="flex flex-wrap gap-2" aria-label="Runs by how they do">
            {healths.map(({ health, count }) => (
              <li key={health}>
                <Status tone={healthWords[health].tone}>
                  {count} {healthWords[health].word.toLowerCase()}
                </Status>
              </li>
            ))}
          </ul>
        )}
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4 lg:grid-cols-7">
          {numbers.map(([name, value]) => (
            <div key={name}>
              <dt className="text-ink-soft">{name}</dt>
              <dd className="text-xl font-semibold tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
        {workers.length > 0 && (
          <div className="grid gap-1">
            <p className="text-ink-soft">
              {workers.length} {workers.length === 1 ? "worker" : "workers"}, {inHand} of {room} places in use
            </p>
            <ul className="flex flex-wrap gap-x-4 gap-y-1">
              {workers.map(({ id, version, startedAt, seenAt, inHand: own, concurrency }) => (
                <li key={id} className="text-ink-soft">
                  <span className="font-mono text-ink">{id.slice(0, 8)}</span> {version}, {own} of {concurrency}, up{" "}
                  <Age of={startedAt} now={now} />, seen <Age of={seenAt} now={now} /> ago
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Panel>
  );
}
