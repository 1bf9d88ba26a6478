"use client";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Status } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { bandTones } from "./band-status.tsx";
import type { ChoiceTableView, ObjectParts } from "./detail-view.ts";
import { type Scalar, ScalarField } from "./rule/scalar-field.tsx";
import { bandNames } from "./words.ts";

export interface ChoiceActs {
  /** `to` undefined: the value has no choice any more, and holds its records. */
  setValue(index: number, value: string, to: Scalar | undefined): void;
  setOtherwise(index: number, to: Scalar | undefined): void;
  /** Records with this value are held until somebody says something else. */
  hold(index: number, value: string): void;
  /** Several values at once. */
  setValues(index: number, table: { readonly [value: string]: Scalar }): void;
  /** An option of its own for a value, in a column that is yet to be made. */
  addOption(index: number, value: string): void;
}

/** Values the field holds, how often, and the choice each becomes; values nobody decided stand first. */
export function ChoiceValues({
  table,
  column,
  canEdit,
  acts,
}: {
  readonly table: ChoiceTableView;
  /** The column it fills; null when it is not among those of the table. */
  readonly column: ObjectParts["columns"][number] | null;
  readonly canEdit: boolean;
  readonly acts: ChoiceActs;
}) {
  const proposed = table.rows.flatMap((row) => (row.proposal ? [{ ...row, proposal: row.proposal }] : []));
  const unknown = table.rows.filter(({ isDecided }) => !isDecided);
  const options = column?.options ?? [];
  return (
    <div className="grid gap-2">
      <p className="text-ink-soft">
        {unknown.length === 0
          ? `Every value of ${table.source} is decided.`
          : `${unknown.length} of ${table.rows.length} values are not decided yet${table.otherwise === undefined ? ": the map cannot be frozen before they are" : ": they become what is set for all others"}.`}{" "}
        {table.otherwise === undefined && "A value that turns up later holds its record, with an issue."}
      </p>
      {canEdit && proposed.length > 1 && (
        <div>
          <Button
            onClick={() =>
              acts.setValues(
                table.index,
                Object.fromEntries(proposed.map(({ value, proposal }) => [value, proposal.to])),
              )
            }
          >
            Use all {proposed.length} proposals
          </Button>
        </div>
      )}
      <Table
        caption={`Choice values of ${table.source}`}
        head={[{ label: "Value" }, { label: "Records", isNumber: true }, { label: "Becomes" }]}
      >
        {table.rows.map((row) => (
          <tr key={row.value}>
            <Cell>
              <span className="break-words">{row.value}</span>{" "}
              {!row.isDecided && <Status tone="warn">Not decided</Status>}
            </Cell>
            <Cell isNumber>{row.count === null ? "–" : row.count.toLocaleString("en-AU")}</Cell>
            <Cell>
              {row.isMasked ? (
                <span className="text-ink-soft">Reveal the values to decide</span>
              ) : (
                <div className="grid gap-1">
                  <Target
                    label={`${row.value} becomes`}
                    options={options}
                    value={row.isDecided && !row.isHeld ? row.to : undefined}
                    isHeld={row.isHeld}
                    canEdit={canEdit}
                    onChange={(to) => acts.setValue(table.index, row.value, to)}
                    onHold={() => acts.hold(table.index, row.value)}
                  />
                  {!row.isDecided && (
                    <Proposed
                      row={row}
                      canEdit={canEdit}
                      canAdd={table.canAdd}
                      onUse={(to) => acts.setValue(table.index, row.value, to)}
                      onAdd={() => acts.addOption(table.index, row.value)}
                    />
                  )}
                </div>
              )}
            </Cell>
          </tr>
        ))}
        <tr>
          <Cell>All other values</Cell>
          <Cell isNumber>–</Cell>
          <Cell>
            <Target
              label="All other values become"
              options={options}
              value={table.otherwise}
              canEdit={canEdit}
              onChange={(to) => acts.setOtherwise(table.index, to)}
            />
          </Cell>
        </tr>
      </Table>
    </div>
  );
}

/** What an undecided value probably becomes, why, and how sure that is; nothing of it counts before it is used. */
function Proposed({
  row: { value, proposal },
  canEdit,
  canAdd,
  onUse,
  onAdd,
}: {
  readonly row: ChoiceTableView["rows"][number];
  readonly canEdit: boolean;
  readonly canAdd: boolean;
  onUse(to: Scalar): void;
  onAdd(): void;
}) {
  return (
    <>
      {proposal === null ? (
        <p className="text-ink-soft">Nothing there says the same: decide it.</p>
      ) : (
        <p>
          Proposed: {proposal.label} <Status tone={bandTones[proposal.band]}>{bandNames[proposal.band]}</Status>{" "}
          <span className="text-ink-soft">{proposal.reason}</span>
        </p>
      )}
      {canEdit && (
        <div className="flex flex-wrap gap-2">
          {proposal && (
            <Button aria-label={`Use ${proposal.label} for ${value}`} onClick={() => onUse(proposal.to)}>
              Use {proposal.label}
            </Button>
          )}
          {canAdd && (
            <Button look="quiet" aria-label={`Add ${value} as an option`} onClick={onAdd}>
              Add as an option
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** What a value becomes: an option of the column where it has any, else any fixed value. */
function Target({
  label,
  options,
  value,
  isHeld = false,
  canEdit,
  onChange,
  onHold,
}: {
  readonly label: string;
  readonly options: ObjectParts["columns"][number]["options"];
  readonly value: Scalar | undefined;
  readonly isHeld?: boolean;
  readonly canEdit: boolean;
  onChange(to: Scalar | undefined): void;
  /** Absent for all other values: without a choice they are held. */
  readonly onHold?: () => void;
}) {
  const [typed, setTyped] = useState<Scalar>(value ?? "");
  if (!canEdit && isHeld) return <>Held, with an issue</>;
  if (!canEdit) return <>{value === undefined ? "–" : wordsOf(value, options)}</>;
  if (options.length > 0)
    return (
      <SelectField
        label={label}
        isLabelHidden
        value={isHeld ? "hold" : value === undefined ? "" : JSON.stringify(value)}
        onChange={({ target }) => {
          if (target.value === "hold") onHold?.();
          else onChange(target.value === "" ? undefined : JSON.parse(target.value));
        }}
      >
        <option value="">{onHold ? "Not decided" : "Hold the record, with an issue"}</option>
        {onHold && <option value="hold">Hold the record, with an issue</option>}
        <option value="null">Nothing: leave it empty</option>
        {value !== undefined && value !== null && !options.some((one) => one.value === value) && (
          <option value={JSON.stringify(value)}>{String(value)}</option>
        )}
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </SelectField>
    );
  return (
    <div className="grid gap-1">
      <ScalarField label={label} value={typed} onChange={setTyped} />
      {isHeld && <span className="text-ink-soft">Held, with an issue</span>}
      <div className="flex flex-wrap gap-2">
        {(typed !== value || isHeld) && <Button onClick={() => onChange(typed)}>Set</Button>}
        {onHold && !isHeld && (
          <Button look="quiet" onClick={onHold}>
            Hold the record
          </Button>
        )}
      </div>
    </div>
  );
}

function wordsOf(value: Scalar, options: ObjectParts["columns"][number]["options"]): string {
  if (value === null) return "Nothing";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return options.find((one) => one.value === value)?.label ?? String(value);
}
