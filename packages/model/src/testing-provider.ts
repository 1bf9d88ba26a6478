import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const asked = z.object({ messages: z.array(z.object({ role: z.string(), content: z.unknown() })) });

/** A provider's chat endpoint on this machine, for tests: keeps what it was sent and answers what `say` makes of it. */
export interface TestingProvider {
  readonly url: string;
  /** Everything that arrived, headers and body, as text. */
  readonly received: readonly string[];
  say(answer: (data: TestingQuestion) => string | number | Promise<string | number>): void;
  close(): Promise<void>;
}

/** The data of a prompt. */
export interface TestingQuestion {
  readonly ask: string;
  /** What somebody typed. */
  readonly said?: string;
  readonly fields: readonly {
    readonly id: string;
    readonly label: string;
    readonly candidates?: readonly { readonly id: string; readonly name: string }[];
  }[];
}

/** Starts one; a number is an HTTP status to fail with. */
export async function startTestingProvider(): Promise<TestingProvider> {
  const received: string[] = [];
  let answer: Parameters<TestingProvider["say"]>[0] = () => "{}";
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString("utf8");
    received.push(`${request.url} ${JSON.stringify(request.headers)} ${body}`);
    const said = await answer(questionIn(body));
    response.statusCode = typeof said === "number" ? said : 200;
    response.setHeader("content-type", "application/json");
    response.end(typeof said === "number" ? `{"error":{"message":"no"}}` : JSON.stringify(completion(said)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    say: (next) => {
      answer = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function questionIn(body: string): TestingQuestion {
  const { messages } = asked.parse(JSON.parse(body));
  const content = messages.findLast(({ role }) => role === "user")?.content;
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return JSON.parse(/<data>\n(.*)\n<\/data>/s.exec(text)?.[1] ?? "{}") as TestingQuestion;
}

function completion(content: string) {
  return {
    id: "chat-1",
    object: "chat.completion",
    created: 0,
    model: "stand-in",
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
  };
}
