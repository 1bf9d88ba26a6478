"use client";
import { Dialog } from "../../ui/dialog.tsx";
import { CheckField } from "../../ui/field.tsx";

const keys: readonly (readonly [string, string])[] = [
  ["j or ↓", "Next line"],
  ["k or ↑", "Previous line"],
  ["c", "Confirm the line, on to the next open one"],
  ["x", "Leave it in Cliniko, on to the next open one"],
  ["m", "Change its column: those that came near come first"],
  ["e or Enter", "Open its editor"],
  ["Space", "Choose it for a bulk"],
  ["u", "Undo what you did last, back to that line"],
  ["/", "Search; Enter goes to the list"],
  ["?", "These keys"],
  ["Escape", "Back to the list: from the editor, which closes, or from the filters"],
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
