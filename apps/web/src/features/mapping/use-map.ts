"use client";
import type { LineEdit } from "@flit/core/map-draft/line-edit";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { call } from "../../api/call.ts";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { useToast } from "../../ui/toast.tsx";
import { decideLines, editLine, readLine, readMap, undoMap } from "./endpoints.ts";
import type { LineView } from "./line-view.ts";

export interface Place {
  readonly clinic: string;
  readonly migration: string;
}

export type Decision = "confirm" | "ignore" | "reopen";

/** What a person can do to lines. Everything happens one after the other, in the order of the key presses. */
export interface MapActs {
  /** Shows the decision at once and tells the server; taken back when the server refuses. */
  decide(lines: readonly LineView[], decision: Decision): void;
  /** Answers whether it was saved. */
  edit(line: LineView, edit: LineEdit, words: string): Promise<boolean>;
  /** Takes back the person's last act, or the one named; answers its lines. */
  undo(act?: string): Promise<readonly string[]>;
  /** Ends when the server has answered everything done so far: what counts on the decisions waits for it. */
  settled(): Promise<unknown>;
  /** Reads everything again. */
  refresh(): Promise<void>;
  /** What was done last, for screen readers and the line below the filters. */
  readonly last: string;
}

/** A decision shown before the server has it; `revision` is null until it has. */
interface Ahead {
  readonly decision: LineView["decision"];
  readonly revision: number | null;
}

const quietMs = 1_200;
const results = { confirm: "confirmed", ignore: "ignored", reopen: "open" } as const;
const words = { confirm: "confirmed", ignore: "left in Cliniko", reopen: "opened again" } as const;

/** The map under review with what its person did a moment ago, and the acts. */
export function useMap(place: Place) {
  const map = useEndpoint(readMap, place);
  const client = useQueryClient();
  const toast = useToast();
  const [ahead, setAhead] = useState<ReadonlyMap<string, Ahead>>(new Map());
  const [last, setLast] = useState("");
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const waiting = useRef(0);
  /** Revisions our own acts led to, which the list may not show yet. */
  const revisions = useRef(new Map<string, number>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { clinic, migration } = place;

  useEffect(() => {
    // What is shown as done but not saved yet would be lost with the page.
    const warn = (event: BeforeUnloadEvent) => waiting.current > 0 && event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, []);

  const refresh = useCallback(async () => {
    clearTimeout(timer.current);
    await Promise.all(
      [readMap, readLine].map(({ path }) =>
        client.invalidateQueries({
          predicate: ({ queryKey: [key, params] }) =>
            key === path &&
            typeof params === "object" &&
            params !== null &&
            "migration" in params &&
            params.migration === migration,
        }),
      ),
    );
  }, [client, migration]);

  const enqueue = useCallback(
    (work: () => Promise<void>) => {
      waiting.current += 1;
      queue.current = queue.current.then(work).finally(() => {
        waiting.current -= 1;
      });
      // Lists are read again once the keys rest: each act alone would read them for nothing.
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void queue.current.then(refresh), quietMs);
      return queue.current;
    },
    [refresh],
  );

  const acts = useMemo((): Omit<MapActs, "last"> => {
    const params = { clinic, migration };
    const seen = ({ id, revision }: LineView) => ({ id, revision: Math.max(revision, revisions.current.get(id) ?? 0) });
    const remember = (lines: readonly { readonly id: string; readonly revision: number }[]) => {
      for (const { id, revision } of lines) revisions.current.set(id, revision);
    };
    const show = (entries: readonly (readonly [string, Ahead | null])[]) =>
      setAhead((old) => {
        const next = new Map(old);
        for (const [id, one] of entries) {
          if (one) next.set(id, one);
          else next.delete(id);
        }
        return next;
      });
    const failed = async (title: string, error: unknown) => {
      setLast(title);
      toast.failed(title, error);
      revisions.current.clear();
      await refresh();
    };
    const undo = async (act?: string) => {
      let undone: readonly string[] = [];
      await enqueue(async () => {
        try {
          const { lines } = await call(undoMap, { params, body: { act: act ?? null } });
          undone = lines.map(({ id }) => id);
          remember(lines);
          show(lines.map(({ id, revision, decision }) => [id, { decision, revision }]));
          setLast(lines.length === 1 ? "Undone." : `Undone: ${lines.length} lines.`);
        } catch (error) {
          await failed("Not undone.", error);
        }
      });
      return undone;
    };
    return {
      decide: (lines, decision) => {
        const wanted = lines.filter((line) => !line.isLocked && line.decision !== results[decision]);
        const [first] = wanted;
        if (!first) return;
        const title =
          wanted.length === 1
            ? `${first.source.label}: ${words[decision]}.`
            : `${wanted.length} lines ${words[decision]}.`;
        show(wanted.map(({ id }) => [id, { decision: results[decision], revision: null }]));
        // Many lines take the server a moment, and are said to be done when they are.
        setLast(wanted.length === 1 ? title : `Saving ${wanted.length} lines…`);
        void enqueue(async () => {
          try {
            const done = await call(decideLines, { params, body: { decision, lines: wanted.map(seen) } });
            setLast(title);
            remember(done.lines);
            show(done.lines.map(({ id, revision }) => [id, { decision: results[decision], revision }]));
            if (wanted.length > 1) toast.done(title, { label: "Undo", onClick: () => void undo(done.act) });
          } catch (error) {
            show(wanted.map(({ id }) => [id, null]));
            await failed(wanted.length === 1 ? `${first.source.label} is as it was.` : "Nothing was decided.", error);
          }
        });
      },
      edit: async (line, edit, title) => {
        let isSaved = false;
        await enqueue(async () => {
          try {
            const done = await call(editLine, { params, body: { ...seen(line), edit } });
            remember(done.lines);
            show([[line.id, null]]);
            await refresh();
            setLast(title);
            toast.done(title, { label: "Undo", onClick: () => void undo(done.act) });
            isSaved = true;
          } catch (error) {
            await failed(`${line.source.label} is as it was.`, error);
          }
        });
        return isSaved;
      },
      undo,
      settled: () => queue.current,
      refresh,
    };
  }, [clinic, migration, enqueue, refresh, toast]);

  const lines = useMemo(
    () =>
      (map.data?.lines ?? []).map((line) => {
        const one = ahead.get(line.id);
        return one && (one.revision === null || one.revision > line.revision)
          ? { ...line, decision: one.decision }
          : line;
      }),
    [map.data, ahead],
  );
  return { map, lines, acts: { ...acts, last } };
}
