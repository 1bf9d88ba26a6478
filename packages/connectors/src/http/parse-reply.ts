import { Fault } from "@flit/core/fault";
import type { z } from "zod";

/** The body of an answer in the shape its document promises. Throws Fault("protocol") without the body's content. */
export function parseReply<Shape extends z.ZodType>(shape: Shape, json: unknown): z.infer<Shape> {
  const parsed = shape.safeParse(json);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.filter((part) => typeof part === "string").join(".") ?? "";
  throw new Fault(
    "protocol",
    "unexpected-answer",
    `The answer has another shape than documented${path && ` at ${path}`}.`,
  );
}
