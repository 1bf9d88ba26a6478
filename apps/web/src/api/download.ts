import { send } from "./call.ts";
import type { Endpoint, Scope } from "./endpoint.ts";

/** Calls an endpoint that answers a file and has the browser save it. Throws ApiError. */
export async function download<Params extends object, Body, Reply>(
  endpoint: Endpoint<Scope, Params, Body, Reply>,
  input: { readonly params: Params; readonly body?: Body },
): Promise<void> {
  const response = await send(endpoint, input);
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "flitstack";
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
