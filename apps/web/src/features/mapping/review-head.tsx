"use client";
import { Download, History, Lightbulb, Snowflake, Upload } from "lucide-react";
import { send } from "../../api/call.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { PageHead } from "../../ui/panel.tsx";
import { useToast } from "../../ui/toast.tsx";
import type { Opened } from "./review-dialogs.tsx";
import type { Place } from "./use-map.ts";
import { exportDraft } from "./version-endpoints.ts";

/** How far the map is, and what is done with all of it. */
export function ReviewHead({
  place,
  decided,
  decidable,
  blocking,
  mayDecide,
  onOpen,
}: {
  readonly place: Place;
  readonly decided: number;
  readonly decidable: number;
  readonly blocking: number;
  readonly mayDecide: boolean;
  onOpen(what: Opened): void;
}) {
  const toast = useToast();
  const download = async () => {
    try {
      const file = await (await send(exportDraft, { params: place })).blob();
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = "map.json";
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (error) {
      toast.failed("The map was not exported.", error);
    }
  };
  const isReady = decided === decidable && blocking === 0;
  const inTheWay =
    blocking === 0 ? "" : `, ${blocking === 1 ? "1 problem stands" : `${blocking} problems stand`} in the way`;
  return (
    <PageHead
      title="Mapping review"
      hint={`${decided} of ${decidable} lines decided${inTheWay}. Nothing is moved before every line is decided and the map is frozen.`}
      actions={
        <>
          <ButtonLink
            look="quiet"
            icon={<Lightbulb aria-hidden className="size-4" />}
            href={`/clinics/${place.clinic}/migrations/${place.migration}/knowledge`}
          >
            What the AI knew
          </ButtonLink>
          <Button look="quiet" icon={<History aria-hidden className="size-4" />} onClick={() => onOpen("versions")}>
            Versions
          </Button>
          <Button look="quiet" icon={<Download aria-hidden className="size-4" />} onClick={() => void download()}>
            Export
          </Button>
          {mayDecide && (
            <>
              <Button look="quiet" icon={<Upload aria-hidden className="size-4" />} onClick={() => onOpen("import")}>
                Import
              </Button>
              <Button
                look={isReady ? "primary" : "plain"}
                icon={<Snowflake aria-hidden className="size-4" />}
                onClick={() => onOpen("freeze")}
              >
                Freeze the map
              </Button>
            </>
          )}
        </>
      }
    />
  );
}
