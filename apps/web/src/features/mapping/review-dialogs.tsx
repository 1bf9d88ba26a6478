"use client";
import { BulkDialog } from "./bulk-dialog.tsx";
import type { Show } from "./filter-lines.ts";
import { FreezeDialog } from "./freeze-dialog.tsx";
import { HelpDialog } from "./help-dialog.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import type { LineView } from "./line-view.ts";
import type { Place } from "./use-map.ts";
import { VersionsDialog } from "./versions-dialog.tsx";

/** Dialogs of the page, one at a time. */
export type Opened = "help" | "freeze" | "versions" | "import";

/** Every dialog of the page; what is open decides which is seen. */
export function ReviewDialogs({
  place,
  opened,
  onClose,
  titles,
  bulk,
  onBulkClose,
  onBulk,
  keys,
  open,
  blocking,
  signed,
  settled,
  onShow,
}: {
  readonly place: Place;
  readonly opened: Opened | null;
  onClose(): void;
  readonly titles: ReadonlyMap<string, string>;
  readonly bulk: readonly LineView[] | null;
  onBulkClose(): void;
  onBulk(lines: readonly LineView[]): void;
  readonly keys: { readonly areOn: boolean; setOn(areOn: boolean): void };
  /** Lines nobody has decided. */
  readonly open: number;
  readonly blocking: number;
  readonly signed: { readonly plan: boolean; readonly sample: boolean };
  /** Ends when every decision made so far is saved. */
  settled(): Promise<unknown>;
  onShow(show: Show): void;
}) {
  return (
    <>
      <BulkDialog lines={bulk} titles={titles} onClose={onBulkClose} onConfirm={onBulk} />
      <HelpDialog isOpen={opened === "help"} onClose={onClose} areOn={keys.areOn} setOn={keys.setOn} />
      <VersionsDialog place={place} isOpen={opened === "versions"} onClose={onClose} />
      <ImportDialog place={place} isOpen={opened === "import"} onClose={onClose} />
      <FreezeDialog
        place={place}
        isOpen={opened === "freeze"}
        onClose={onClose}
        open={open}
        blocking={blocking}
        signed={signed}
        settled={settled}
        onShow={onShow}
      />
    </>
  );
}
