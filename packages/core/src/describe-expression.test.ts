import { expect, test } from "vitest";
import { describeExpression } from "./describe-expression.ts";
import type { Expression } from "./mapping.ts";

const field = (path: string): Expression => ({ op: "field", path });
const constant = (value: string | boolean | null): Expression => ({ op: "constant", value });
const [yes, no] = [constant(true), constant(false)];

const cases: readonly (readonly [string, Expression])[] = [
  ["First name", field("first_name")],
  ["Booking starts at", field("@booking.starts_at")],
  [
    "First number of patient phone numbers where phone type is Mobile",
    {
      op: "each",
      of: field("patient_phone_numbers"),
      where: {
        op: "all",
        of: [
          { op: "equals", of: field(".phone_type"), to: "Mobile" },
          { op: "filled", of: field(".number") },
        ],
      },
      value: field(".number"),
      separator: "\n",
      at: 0,
    },
  ],
  [
    "Accepted email marketing, inverted",
    // biome-ignore lint/suspicious/noThenProperty: the map language's own word.
    { op: "when", test: { op: "equals", of: field("accepted_email_marketing"), to: true }, then: no, else: yes },
  ],
  ["Last name, else “(no last name)”", { op: "firstOf", of: [field("last_name"), constant("(no last name)")] }],
  [
    "Title + content as plain text",
    { op: "join", separator: " ", of: [field("title"), { op: "transform", name: "noteText", of: [field("content")] }] },
  ],
  ["Link to the patient of patient", { op: "reference", mapping: "patient", table: "contact", id: field("patient") }],
  ["Owner by booking practitioner", { op: "owner", of: field("@booking.practitioner") }],
  ["First filled of (a, b, c)", { op: "firstOf", of: [field("a"), field("b"), field("c")] }],
  [
    "Every phone type + number of phones",
    {
      op: "each",
      of: field("phones"),
      value: {
        op: "when",
        test: { op: "filled", of: field(".number") },
        // biome-ignore lint/suspicious/noThenProperty: the map language's own word.
        then: { op: "join", of: [field(".phone_type"), field(".number")], separator: ": " },
        else: constant(null),
      },
      separator: "\n",
    },
  ],
  ["Sex by a table of 1 values", { op: "choice", of: field("sex"), table: { Male: 1 } }],
];

test.each(cases)("%s", (words, expression) => {
  expect(describeExpression(expression)).toBe(words);
});

test("fields are called what people call them", () => {
  const expression: Expression = {
    op: "transform",
    name: "customField",
    of: [field("custom_fields")],
    options: { token: "t1" },
  };
  expect(describeExpression(expression, (path) => (path === "custom:t1" ? "Do you smoke?" : null))).toBe(
    "Do you smoke?",
  );
});

test("a choice's numbers are called by their labels, values of the source stay as they are", () => {
  const expression: Expression = {
    op: "when",
    test: { op: "equals", of: field("status"), to: 1 },
    // biome-ignore lint/suspicious/noThenProperty: the map language's own word.
    then: { op: "constant", value: 1 },
    else: { op: "constant", value: 7 },
  };
  const labels = (value: unknown) => (value === 1 ? "Paid" : null);
  expect(describeExpression(expression, () => null, labels)).toBe("“Paid” if status is 1, otherwise 7");
});
