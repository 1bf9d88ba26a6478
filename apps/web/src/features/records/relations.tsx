import { Panel } from "../../ui/panel.tsx";
import type { Place } from "../clinics/place.ts";
import type { RecordStory } from "./endpoints.ts";
import { FoundList } from "./found-list.tsx";

/** Records this one names, and records that name it. */
export function Relations({
  place,
  relations,
}: {
  readonly place: Place;
  readonly relations: RecordStory["relations"];
}) {
  return (
    <Panel title="Belongs together" hint="Records this one names, and records that name it.">
      {relations.length === 0 ? (
        <p className="text-ink-soft">It stands alone.</p>
      ) : (
        <div className="grid grid-cols-1 gap-4">
          {relations.map(({ title, total, records }) => (
            <section key={title} aria-label={title} className="grid grid-cols-1 gap-1">
              <h3 className="font-semibold">
                {title}{" "}
                <span className="font-normal text-ink-soft">
                  {total > records.length
                    ? `${records.length} of ${total.toLocaleString("en-AU")}`
                    : total.toLocaleString("en-AU")}
                </span>
              </h3>
              <FoundList place={place} caption={title} records={records} />
            </section>
          ))}
        </div>
      )}
    </Panel>
  );
}
