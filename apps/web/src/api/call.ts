import { addressOf } from "./address.ts";
import { ApiError, errorBody } from "./api-error.ts";
import type { Endpoint, Scope } from "./endpoint.ts";

/** Calls an endpoint from the browser. Throws ApiError with words for people. */
export async function call<Params extends object, Body, Reply>(
  endpoint: Endpoint<Scope, Params, Body, Reply>,
  input: { readonly params: Params; readonly body?: Body },
): Promise<Reply> {
  const response = await send(endpoint, input);
  if (endpoint.reply === null) throw new Error(`${endpoint.path} answers a stream: use send.`);
  return endpoint.reply.parse(await response.json());
}

/** Sends the request and answers the raw response: for streams and downloads. Throws ApiError. */
export async function send<Params extends object, Body, Reply>(
  endpoint: Endpoint<Scope, Params, Body, Reply>,
  { params, body }: { readonly params: Params; readonly body?: Body },
): Promise<Response> {
  const sent =
    endpoint.method === "GET"
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}) };
  const response = await fetch(addressOf(endpoint.path, params), { method: endpoint.method, ...sent }).catch(() => {
    throw new ApiError(0, {
      code: "offline",
      message: "FlitStack could not be reached. Check your connection; nothing was lost.",
    });
  });
  if (response.ok) return response;
  const parsed = errorBody.safeParse(await response.json().catch(() => null));
  throw new ApiError(
    response.status,
    parsed.success ? parsed.data : { code: "internal", message: `The server answered ${response.status}. Try again.` },
  );
}
