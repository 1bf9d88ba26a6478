import { requestOf } from "./request.ts";

/** A trial that holds no word of a clinic. */
export const testRequest = requestOf({
  ask: "test",
  fields: [
    {
      id: "f1",
      label: "DOB",
      section: null,
      type: "date",
      options: [],
      profile: { fill: "unknown", distinct: "unknown", length: "unknown", pattern: "unknown" },
    },
  ],
});
