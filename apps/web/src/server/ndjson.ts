import { problemOf } from "./problem.ts";
import type { WebProduct } from "./product.ts";

/** Answers lines of JSON as they come; a failure on the way is a last line of kind `problem`. */
export function ndjson<Line extends object>(lines: AsyncGenerator<Line>, { log }: Pick<WebProduct, "log">): Response {
  const encoder = new TextEncoder();
  const encode = (line: object) => encoder.encode(`${JSON.stringify(line)}\n`);
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const { done, value } = await lines.next();
        if (done) controller.close();
        else controller.enqueue(encode(value));
      } catch (error) {
        const { body } = problemOf(error, (reference, name) => log.error({ reference, error: name }, "stream failed"));
        controller.enqueue(encode({ kind: "problem", problem: body }));
        controller.close();
      }
    },
    // Whoever leaves the page gives up: what was not finished is not saved.
    cancel: async () => void (await lines.return(undefined)),
  });
  return new Response(body, {
    headers: {
      "content-type": "application/x-ndjson",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
