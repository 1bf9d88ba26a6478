import { Fault } from "@flit/core/fault";

const largestBytes = 128 * 1024 * 1024;

/** The whole body as UTF-8 text. Throws Fault("protocol") above the cap, so that no answer can exhaust the worker. */
export async function readBody(response: Response): Promise<string> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let sizeBytes = 0;
  for await (const chunk of response.body) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > largestBytes) throw new Fault("protocol", "answer-too-large");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
