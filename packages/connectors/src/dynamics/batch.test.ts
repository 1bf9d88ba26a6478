import { expect, test } from "vitest";
import { readBatchReply } from "./batch.ts";

const reply = (...sections: readonly string[]) => ({
  headers: new Headers({ "content-type": "multipart/mixed; boundary=b" }),
  text: `${sections.map((section) => `--b\r\n${section}\r\n`).join("")}--b--\r\n`,
});
const part = (status: number) =>
  `Content-Type: application/http\r\n\r\nHTTP/1.1 ${status} X\r\nOData-Version: 4.0\r\n\r\n`;

test("nothing behind an unreadable part is taken for the answer to another row", () => {
  expect(readBatchReply(reply(part(204), "garbage", part(412))).map((one) => one.status)).toEqual([204]);
});

test("an answer that was cut short has only the parts that arrived whole", () => {
  const { headers, text } = reply(part(204), part(204));
  expect(readBatchReply({ headers, text: text.slice(0, -40) })).toHaveLength(1);
});
