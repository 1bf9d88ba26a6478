import { requestOf } from "./request.ts";

const profile = { fill: "most", distinct: "hundreds", length: "to-50", pattern: "digits-and-letters" } as const;

/** What a question looks like where no map has been proposed yet: made-up labels. */
export const exampleRequest = requestOf({
  ask: "choice",
  fields: [
    {
      id: "f1",
      label: "HF no.",
      section: "Insurance",
      type: "text",
      options: [],
      profile,
      alsoCalled: ["Health fund number"],
      candidates: [
        { id: "c1", name: "new_healthfund", label: "Health fund", type: "text", maxLength: 100, options: [] },
        { id: "c2", name: "governmentid", label: "Government", type: "text", maxLength: 50, options: [] },
      ],
    },
  ],
});
