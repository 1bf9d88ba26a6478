import type { z } from "zod";
import type { readAudit } from "./endpoints.ts";

type Reply = z.infer<NonNullable<(typeof readAudit)["reply"]>>;

/** The last audit as the page receives it. */
export type Report = NonNullable<Reply["report"]>;
