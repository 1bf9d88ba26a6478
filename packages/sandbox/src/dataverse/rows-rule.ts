import type { Row, Table, Value } from "./model.ts";
import type { Caller, Environment } from "./rows-environment.ts";

export interface RuleContext {
  readonly environment: Environment;
  readonly table: Table;
  readonly caller: Caller;
}

/** What one table adds to the general write path. Before-rules may complete the values or refuse them. */
export interface TableRules {
  /** Rows come and go by other means than the Web API. */
  readonly isReadOnly?: boolean;
  beforeCreate?(context: RuleContext, values: Map<string, Value>, id: string): void;
  afterCreate?(context: RuleContext, row: Row): void;
  beforeUpdate?(context: RuleContext, row: Row, changes: Map<string, Value>): void;
  afterUpdate?(context: RuleContext, row: Row, changes: ReadonlyMap<string, Value>): void;
  beforeDelete?(context: RuleContext, row: Row): void;
  /** `leaving` holds the ids that this request deletes. */
  afterDelete?(context: RuleContext, row: Row, leaving: ReadonlySet<string>): void;
}
