"use client";
import { Dialog } from "../../ui/dialog.tsx";
import { CheckField } from "../../ui/field.tsx";

const keys: readonly (readonly [string, string])[] = [
  ["j or ↓", "Next line"],
  ["k or ↑", "Previous line"],
  ["c", "Confirm the line"],
  ["x", "Leave it in Cliniko"],
  ["m", "Change its column"],
  ["e or Enter", "Open its editor"],
  ["Space", "Choose it for a bulk"],
  ["u", "Undo what you did last"],
  ["/", "Search"],
  ["?", "These keys"],
  ["Escape", "Close the editor, back to the list"],
];

/** The keys of the page, and a way to switch letters off. */
export function HelpDialog({
  isOpen,
  onClose,
  areOn,
  setOn,
}: {
  readonly isOpen: boolean;
  onClose(): void;
  readonly areOn: boolean;
  setOn(areOn: boolean): void;
}) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Keys of this page">
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        {keys.map(([key, words]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="rounded border border-line-strong bg-sunken px-1.5 py-0.5 font-mono text-xs">{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <CheckField
        label="Single letters act"
        hint="Switch them off if you use speech input or press keys by accident. Arrows, Enter and all buttons stay."
        checked={areOn}
        onChange={({ target }) => setOn(target.checked)}
      />
    </Dialog>
  );
}
