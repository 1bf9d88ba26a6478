import type { FieldProposal, Matcher } from "@flit/core/matcher";

/** A question a matcher was asked, with its answers. */
export interface Heard {
  readonly source: Parameters<Matcher["propose"]>[0];
  readonly target: Parameters<Matcher["propose"]>[1];
  readonly memory: Parameters<Matcher["propose"]>[2];
  readonly proposals: readonly FieldProposal[];
}

/** A matcher that notes what it is asked: a model is asked afterwards, outside the transaction that reads the draft. */
export function listening(matcher: Matcher): { readonly matcher: Matcher; readonly heard: readonly Heard[] } {
  const heard: Heard[] = [];
  return {
    heard,
    matcher: {
      propose(source, target, memory) {
        const proposals = matcher.propose(source, target, memory);
        heard.push({ source, target, memory, proposals });
        return proposals;
      },
    },
  };
}

/**
 * A matcher whose answers are those of a model where it gave any. What has changed since (the offline answer, or the
 * columns there are) makes the model's word void.
 */
export function answeredBy(
  matcher: Matcher,
  answers: ReadonlyMap<string, { readonly offline: FieldProposal; readonly refined: FieldProposal }>,
): Matcher {
  return {
    propose(source, target, memory) {
      const columns = new Set(target.map(({ name }) => name));
      return matcher.propose(source, target, memory).map((offline) => {
        const answer = answers.get(offline.field);
        if (answer === undefined || answer.offline.column !== offline.column || answer.offline.band !== offline.band)
          return offline;
        const { column } = answer.refined;
        return column === null || columns.has(column) ? answer.refined : offline;
      });
    },
  };
}
