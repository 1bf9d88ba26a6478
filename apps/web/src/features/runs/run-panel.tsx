"use client";
import type { ReactNode } from "react";
import { Panel } from "../../ui/panel.tsx";
import { Progress } from "../../ui/progress.tsx";
import { Notice, Status } from "../../ui/status.tsx";
import { runStateWords } from "./run-states.ts";
import type { RunView } from "./run-view.ts";

/** What a run is doing, live. It goes on when the page is closed. */
export function RunPanel({
  title,
  run,
  actions,
}: {
  readonly title: string;
  readonly run: RunView;
  readonly actions?: ReactNode;
}) {
  const { tone, word } = run.trouble === null ? runStateWords[run.state] : { tone: "warn" as const, word: "Needs you" };
  return (
    <Panel title={title} hint={run.state === "running" ? "You can close this tab." : undefined} actions={actions}>
      <div className="grid gap-4">
        <p className="flex flex-wrap items-center gap-2" role="status">
          <Status tone={tone}>{word}</Status>
          <span>{run.sentence}</span>
        </p>
        {run.trouble && (
          <Notice tone="warn" title={run.trouble.what}>
            {run.trouble.whatToDo}
          </Notice>
        )}
        {run.parts.map(({ title: part, done, total, isDone }) => (
          <Progress key={part} label={part} done={done} total={isDone ? done : total} />
        ))}
      </div>
    </Panel>
  );
}
