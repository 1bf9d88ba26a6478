import { expect, type Page } from "@playwright/test";
import { addressOf } from "../apps/web/src/api/address.ts";
import type { Endpoint, Scope } from "../apps/web/src/api/endpoint.ts";
import { product } from "./product-process.ts";

const answerMs = 60_000;

/** Calls an endpoint in the name of a page's person, without the page: to prepare what a test looks at. */
export async function ask<Params extends object, Body, Reply>(
  page: Page,
  endpoint: Endpoint<Scope, Params, Body, Reply>,
  params: Params,
  body?: Body,
): Promise<Reply> {
  if (endpoint.reply === null) throw new Error(`${endpoint.path} answers a stream.`);
  const response = await page.request.fetch(addressOf(endpoint.path, params), {
    method: endpoint.method,
    // Nobody waits in front of a page: on a busy machine an answer may take longer than an action of a person.
    timeout: answerMs,
    headers: { origin: product().url, "content-type": "application/json" },
    ...(endpoint.method !== "GET" && { data: JSON.stringify(body ?? {}) }),
  });
  expect(response.ok(), `${endpoint.method} ${endpoint.path}: ${response.status()} ${await response.text()}`).toBe(
    true,
  );
  return endpoint.reply.parse(await response.json());
}
