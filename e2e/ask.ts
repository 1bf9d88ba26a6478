import { type APIResponse, expect, type Page } from "@playwright/test";
import { addressOf } from "../apps/web/src/api/address.ts";
import type { Endpoint, Scope } from "../apps/web/src/api/endpoint.ts";
import { proveAgain } from "../apps/web/src/features/account/endpoints.ts";
import { product } from "./product-process.ts";

/** Where a run works at the same time, an answer takes longer than people would wait; a large sample takes minutes. */
const answerMs = 600_000;

/** Calls an endpoint in the name of a page's person, without the page: to prepare what a test looks at. */
export async function ask<Params extends object, Body, Reply>(
  page: Page,
  endpoint: Endpoint<Scope, Params, Body, Reply>,
  params: Params,
  body?: Body,
): Promise<Reply> {
  if (endpoint.reply === null) throw new Error(`${endpoint.path} answers a stream.`);
  const response = await request(page, endpoint, params, body);
  return endpoint.reply.parse(await response.json());
}

/** The same for any answer; who is asked for a fresh proof of identity gives it. */
export async function request<Params extends object, Body>(
  page: Page,
  { method, path, needsProof }: Endpoint<Scope, Params, Body, unknown>,
  params: Params,
  body?: Body,
): Promise<APIResponse> {
  const send = (method: string, address: string, data: object) =>
    page.request.fetch(address, {
      method,
      timeout: answerMs,
      // A connection that the server closes as it is reused has carried nothing yet.
      maxRetries: 1,
      headers: { origin: product().url, "content-type": "application/json" },
      ...(method !== "GET" && { data: JSON.stringify(data) }),
    });
  const ask = () => send(method, addressOf(path, params), body ?? {});
  let response = await ask();
  if (needsProof && response.status() === 403) {
    await send(proveAgain.method, addressOf(proveAgain.path, {}), { password: product().password, code: "" });
    response = await ask();
  }
  expect(response.ok(), `${method} ${path}: ${response.status()} ${await response.text()}`).toBe(true);
  return response;
}
