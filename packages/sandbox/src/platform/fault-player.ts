import type { FaultPlayer, FaultRule, FaultScript } from "./faults.ts";
import { seededRandom } from "./seeded-random.ts";

/**
 * Plays a script. `match` is a regular expression over "METHOD path". Every rule draws from a generator of its own, so
 * adding a rule moves no other rule's faults. The first rule that hits wins; the others have counted the request too.
 */
export function createFaultPlayer(script: FaultScript): FaultPlayer {
  const rules = script.rules.map((rule, index) => armRule(rule, script.seed + index * 7919));
  const struck: { kind: FaultRule["kind"]; method: string; path: string }[] = [];
  return {
    struck,
    next(method, path) {
      const hits = rules.filter((rule) => rule.offer(`${method} ${path}`));
      const winner = hits[0];
      if (winner === undefined) return undefined;
      winner.spend();
      struck.push({ kind: winner.rule.kind, method, path });
      return winner.rule;
    },
  };
}

/** A player whose script can be replaced between requests; `struck` is that of the present script. */
export interface FaultSwitch extends FaultPlayer {
  play(script: FaultScript): void;
}

/** Starts without faults unless a script is given. */
export function createFaultSwitch(script: FaultScript = { seed: 0, rules: [] }): FaultSwitch {
  let player = createFaultPlayer(script);
  return {
    next: (method, path) => player.next(method, path),
    get struck() {
      return player.struck;
    },
    play(next) {
      player = createFaultPlayer(next);
    },
  };
}

function armRule(rule: FaultRule, seed: number) {
  const pattern = new RegExp(rule.match);
  const draw = seededRandom(seed);
  let seen = 0;
  let spent = 0;
  return {
    rule,
    /** Counts the request and draws even when spent, so that the sequence depends on the requests alone. */
    offer(subject: string): boolean {
      if (!pattern.test(subject)) return false;
      seen += 1;
      const drawn = draw();
      if (spent >= (rule.times ?? Number.POSITIVE_INFINITY)) return false;
      return rule.nth === undefined ? drawn < (rule.probability ?? 1) : seen === rule.nth;
    },
    spend() {
      spent += 1;
    },
  };
}
