/** What the command line answers to the shell. */
export const exitCode = { done: 0, failed: 1, doneWithIssues: 2, needsDecision: 3 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** A person has to decide something before the command can go on; the message says what and how. */
export class NeedsDecision extends Error {
  constructor(message: string) {
    super(message);
    this.name = "NeedsDecision";
  }
}
