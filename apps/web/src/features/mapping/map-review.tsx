"use client";
import { isAllowed, type Role } from "@flit/core/permissions";
import { useQueryState } from "nuqs";
import { useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import type { z } from "zod";
import { BulkBar } from "./bulk-bar.tsx";
import { EditorFrame } from "./editor-frame.tsx";
import type { readMap } from "./endpoints.ts";
import { filterLines } from "./filter-lines.ts";
import { FrozenNotice } from "./frozen-notice.tsx";
import { type EditorWish, LineEditor } from "./line-editor.tsx";
import { LineGrid } from "./line-grid.tsx";
import type { LineView } from "./line-view.ts";
import { objectEntries } from "./object-entries.ts";
import { ObjectNav } from "./object-nav.tsx";
import { type Opened, ReviewDialogs } from "./review-dialogs.tsx";
import { ReviewHead } from "./review-head.tsx";
import { Toolbar } from "./toolbar.tsx";
import { useActive } from "./use-active.ts";
import { useChosen } from "./use-chosen.ts";
import { useFilters } from "./use-filters.ts";
import type { MapActs, Place } from "./use-map.ts";
import { useReviewKeys } from "./use-review-keys.ts";
import { useSamples } from "./use-samples.ts";
import { useWantedLine } from "./use-wanted-line.ts";

type MapData = z.infer<NonNullable<typeof readMap.reply>>;

/** The review itself: objects, lines, editor, and the keys that work all of it. */
export function MapReview({
  place,
  role,
  data,
  lines,
  acts,
}: {
  readonly place: Place;
  readonly role: Role;
  readonly data: MapData;
  readonly lines: readonly LineView[];
  readonly acts: MapActs;
}) {
  const [view] = useState(() => crypto.randomUUID());
  const samples = useSamples(place, view, true);
  const { filters, change } = useFilters();
  const { chosen, choose, chooseOnly } = useChosen();
  // Other pages point at a line in the address: it is opened.
  const [wanted] = useQueryState("line");
  const [isEditing, setEditing] = useState(wanted !== null);
  const [wish, setWish] = useState<EditorWish>(wanted === null ? null : { line: wanted, part: "line" });
  const [opened, setOpened] = useState<Opened | null>(null);
  const [bulk, setBulk] = useState<readonly LineView[] | null>(null);
  const grid = useRef<HTMLDivElement | null>(null);
  const searchArea = useRef<HTMLDivElement | null>(null);
  const mayDecide = isAllowed(role, "map.decide");

  const titles = useMemo(() => new Map(data.objects.map(({ key, title }) => [key, title])), [data.objects]);
  const shown = useMemo(() => filterLines(lines, filters, [...titles.keys()]), [lines, filters, titles]);
  const list = useActive(shown, wanted);
  const { active, line, pick, move, moveOn } = list;
  // The list answers a key at once; the editor follows when there is time.
  const edited = useDeferredValue(line);

  const open = useCallback(
    (id: string, part: "line" | "column" = "line") => {
      pick(id);
      setEditing(true);
      setWish({ line: id, part });
    },
    [pick],
  );
  useWantedLine(lines, open);
  const focusGrid = () => grid.current?.focus({ preventScroll: true });
  const closeEditor = () => {
    setEditing(false);
    requestAnimationFrame(focusGrid);
  };
  const { keys, undo } = useReviewKeys({
    list,
    acts,
    mayDecide,
    searchArea,
    onFocusList: focusGrid,
    onOpen: open,
    onHelp: () => setOpened("help"),
  });
  const entries = useMemo(() => objectEntries(data.objects, lines), [data.objects, lines]);
  const { total, decided, blocking } = entries[0];
  const ofObject = useMemo(() => lines.filter(({ mapping }) => mapping === edited?.mapping), [lines, edited?.mapping]);
  return (
    <>
      <ReviewHead
        place={place}
        decided={decided}
        decidable={total}
        blocking={blocking}
        mayDecide={mayDecide}
        onOpen={setOpened}
      />
      <div className="grid gap-3">
        {data.frozen && (
          <FrozenNotice
            frozen={data.frozen}
            isSigned={data.signed.plan || data.signed.sample}
            onCompare={() => setOpened("versions")}
          />
        )}
        <div className="flex gap-5">
          <ObjectNav
            objects={entries}
            value={filters.object}
            isNarrow={isEditing}
            onChange={(object) => change({ object })}
          />
          <div className="grid min-w-0 flex-1 content-start gap-2">
            <Toolbar
              filters={filters}
              objects={entries}
              isNarrow={isEditing}
              onChange={change}
              searchRef={searchArea}
              shown={shown.length}
              total={lines.length}
              onUndo={mayDecide ? () => void undo() : null}
              onLeave={focusGrid}
              onHelp={() => setOpened("help")}
            />
            {mayDecide && (
              <BulkBar
                lines={shown}
                chosen={lines.filter(({ id }) => chosen.has(id))}
                last={acts.last}
                onDecide={acts.decide}
                onConfirmHigh={setBulk}
                onChooseAll={() => chooseOnly(shown.filter(({ isLocked }) => !isLocked))}
                onClear={() => chooseOnly([])}
              />
            )}
            <div className="flex min-w-0 gap-4">
              <div className="min-w-0 flex-1">
                <LineGrid
                  lines={shown}
                  samples={samples}
                  titles={filters.object === null ? titles : null}
                  active={active}
                  chosen={chosen}
                  canChoose={mayDecide}
                  gridRef={grid}
                  onPick={pick}
                  onOpen={open}
                  onChoose={choose}
                  onEscape={() => isEditing && closeEditor()}
                />
              </div>
              {isEditing && edited && (
                <EditorFrame
                  title={`${titles.get(edited.mapping) ?? ""}: ${edited.source.label}`}
                  onClose={closeEditor}
                >
                  <LineEditor
                    place={place}
                    line={edited}
                    lines={ofObject}
                    samples={samples.get(edited.id) ?? []}
                    role={role}
                    view={view}
                    acts={acts}
                    wish={wish}
                    onWishMet={() => setWish(null)}
                    onMove={move}
                  />
                </EditorFrame>
              )}
            </div>
          </div>
        </div>
      </div>
      <ReviewDialogs
        place={place}
        opened={opened}
        onClose={() => setOpened(null)}
        titles={titles}
        bulk={bulk}
        onBulkClose={() => setBulk(null)}
        onBulk={(kept) => {
          acts.decide(kept, "confirm");
          moveOn(kept);
        }}
        keys={keys}
        open={total - decided}
        blocking={blocking}
        signed={data.signed}
        settled={acts.settled}
        onShow={(show) => change({ show, object: null, band: "any", search: "" })}
      />
    </>
  );
}
