import { Status } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import type { RunDetail, RunObjectView } from "./run-detail.ts";

const number = (value: number) => value.toLocaleString("en-AU");
const states = {
  later: <Status tone="neutral">Later</Status>,
  now: <Status tone="busy">Now</Status>,
  done: <Status tone="good">Done</Status>,
} as const;

/** The records of each map: found, read, written, verified, and what needs somebody. */
export function ObjectsTable({ run }: { readonly run: RunDetail }) {
  return run.kind === "rollback" ? <Undone objects={run.objects} /> : <Moved run={run} />;
}

function Moved({ run }: { readonly run: RunDetail }) {
  const { objects } = run;
  const isOver = run.state !== "running" && run.state !== "paused";
  const total = (pick: (object: RunObjectView) => number) => number(objects.reduce((sum, one) => sum + pick(one), 0));
  return (
    <Table
      caption="Records by object"
      head={[
        { label: "Object" },
        { label: "Found", isNumber: true },
        { label: "Read", isNumber: true },
        { label: "Written", isNumber: true },
        { label: "Verified", isNumber: true },
        { label: "Matched", isNumber: true },
        { label: "Left out", isNumber: true },
        { label: "Needs attention", isNumber: true },
        ...(isOver ? [] : [{ label: "State" }]),
      ]}
    >
      {objects.map((object) => (
        <tr key={object.mapping} data-mapping={object.mapping}>
          <Cell>{object.title}</Cell>
          <Cell isNumber>{number(object.found)}</Cell>
          <Cell isNumber>{number(object.read)}</Cell>
          <Cell isNumber>{number(object.written)}</Cell>
          <Cell isNumber>{number(object.verified)}</Cell>
          <Cell isNumber>{number(object.matched)}</Cell>
          <Cell isNumber>{number(object.leftOut)}</Cell>
          <Cell isNumber>{object.attention > 0 ? <Status tone="warn">{number(object.attention)}</Status> : "0"}</Cell>
          {!isOver && <Cell>{states[object.state]}</Cell>}
        </tr>
      ))}
      <tr className="font-semibold">
        <Cell>All</Cell>
        <Cell isNumber>{total(({ found }) => found)}</Cell>
        <Cell isNumber>{total(({ read }) => read)}</Cell>
        <Cell isNumber>{total(({ written }) => written)}</Cell>
        <Cell isNumber>{total(({ verified }) => verified)}</Cell>
        <Cell isNumber>{total(({ matched }) => matched)}</Cell>
        <Cell isNumber>{total(({ leftOut }) => leftOut)}</Cell>
        <Cell isNumber>{total(({ attention }) => attention)}</Cell>
        {!isOver && <Cell />}
      </tr>
    </Table>
  );
}

function Undone({ objects }: { readonly objects: readonly RunObjectView[] }) {
  return (
    <Table
      caption="Rows by object"
      head={[
        { label: "Object" },
        { label: "Still to take back", isNumber: true },
        { label: "Taken back", isNumber: true },
        { label: "Kept, because people changed them", isNumber: true },
        { label: "State" },
      ]}
    >
      {objects.map(({ mapping, title, undone, state }) => (
        <tr key={mapping} data-mapping={mapping}>
          <Cell>{title}</Cell>
          <Cell isNumber>{number(undone.left)}</Cell>
          <Cell isNumber>{number(undone.reverted)}</Cell>
          <Cell isNumber>{number(undone.kept)}</Cell>
          <Cell>{states[state]}</Cell>
        </tr>
      ))}
    </Table>
  );
}
