"use client";
import { useState } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/status.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import { readMap } from "./endpoints.ts";
import type { Show } from "./filter-lines.ts";
import type { Place } from "./use-map.ts";
import { freezeDraft, readVersions } from "./version-endpoints.ts";

/** Says what still stands in the way of freezing, or freezes and says what that did. */
export function FreezeDialog({
  place,
  isOpen,
  onClose,
  open,
  blocking,
  signed,
  settled,
  onShow,
}: {
  readonly place: Place;
  readonly isOpen: boolean;
  onClose(): void;
  readonly open: number;
  readonly blocking: number;
  readonly signed: { readonly plan: boolean; readonly sample: boolean };
  /** Ends when every decision made so far is saved: the page shows decisions before the server has them. */
  settled(): Promise<unknown>;
  onShow(show: Show): void;
}) {
  const freeze = useAct(freezeDraft, { refresh: [readMap, readVersions, readMigration] });
  const [frozen, setFrozen] = useState<{ version: number; digest: string; isChanged: boolean; voided: number } | null>(
    null,
  );
  const [isWaiting, setWaiting] = useState(false);
  const freezeSaved = async () => {
    setWaiting(true);
    await settled();
    setWaiting(false);
    freeze.mutate({ params: place }, { onSuccess: setFrozen });
  };
  const close = () => {
    setFrozen(null);
    freeze.reset();
    onClose();
  };
  const show = (what: Show) => () => {
    onShow(what);
    close();
  };
  const isReady = open === 0 && blocking === 0;
  const voids = [
    ...(signed.plan ? ["the schema plan's approval"] : []),
    ...(signed.sample ? ["the sample's sign-off"] : []),
  ];
  if (frozen)
    return (
      <Dialog
        isOpen={isOpen}
        onClose={close}
        title={`The map is frozen as version ${frozen.version}`}
        actions={
          <>
            <Button onClick={close}>Close</Button>
            <ButtonLink look="primary" href={`/clinics/${place.clinic}/migrations/${place.migration}/plan`}>
              Go to the schema plan
            </ButtonLink>
          </>
        }
      >
        <p>
          Digest <code className="font-mono break-all">{frozen.digest}</code>
        </p>
        <p>
          {frozen.isChanged
            ? frozen.voided > 0
              ? "It is another map than before: signatures under the old one were voided and are asked for again."
              : "Everything that follows rests on this version."
            : "It says the same as the version before: signatures stand."}
        </p>
      </Dialog>
    );
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title="Freeze the map"
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            look="primary"
            disabled={!isReady}
            isBusy={isWaiting || freeze.isPending}
            onClick={() => void freezeSaved()}
          >
            Freeze
          </Button>
        </>
      }
    >
      {freeze.error && (
        <Notice tone="bad" title="The map was not frozen">
          {freeze.error.body.message}
        </Notice>
      )}
      {open > 0 && (
        <Notice
          tone="warn"
          title={open === 1 ? "One line is not decided yet" : `${open} lines are not decided yet`}
          action={<Button onClick={show("open")}>Show them</Button>}
        >
          Confirm each, or leave it in Cliniko.
        </Notice>
      )}
      {blocking > 0 && (
        <Notice
          tone="warn"
          title={blocking === 1 ? "One problem stands in the way" : `${blocking} problems stand in the way`}
          action={<Button onClick={show("problems")}>Show them</Button>}
        >
          Each says what to do.
        </Notice>
      )}
      {isReady && (
        <p>
          Everything is decided. The schema plan, the sample and every run rest on the frozen map. You can change the
          draft later; it counts once it is frozen again.
        </p>
      )}
      {isReady && voids.length > 0 && (
        <Notice tone="warn" title="Signatures would be voided">
          If the map differs from the frozen one, this voids {voids.join(" and ")}.
        </Notice>
      )}
    </Dialog>
  );
}
