import type { z } from "zod";
import { ApiError } from "./api-error.ts";

/** The lines of a streamed answer, as they come. Throws ApiError when it ends in the middle of one. */
export async function* readLines<Line>(response: Response, schema: z.ZodType<Line>): AsyncGenerator<Line> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const part = await reader?.read();
      if (!part || part.done) break;
      const lines = (rest + part.value).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield schema.parse(JSON.parse(line));
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    rest = "cut";
  }
  if (rest !== "")
    throw new ApiError(0, {
      code: "offline",
      message: "The connection to FlitStack broke. Nothing was saved; try again.",
    });
}
