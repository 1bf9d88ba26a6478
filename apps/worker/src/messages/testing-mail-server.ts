import { createServer } from "node:net";

/** As much of an SMTP server as it takes to receive: it keeps what it is sent, soft line ends taken out. */
export async function receiveMail(): Promise<{
  readonly url: string;
  received(): readonly string[];
  close(): void;
}> {
  const mails: string[] = [];
  const server = createServer((socket) => {
    let text = "";
    let isData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    say("220 here");
    socket.on("data", (chunk) => {
      text += chunk.toString();
      for (;;) {
        const end = isData ? text.indexOf("\r\n.\r\n") : text.indexOf("\r\n");
        if (end < 0) return;
        const part = text.slice(0, end);
        text = text.slice(end + (isData ? 5 : 2));
        if (isData) mails.push(part.replaceAll("=\r\n", "").replaceAll("=3D", "="));
        const isQuit = part.startsWith("QUIT");
        const wantsData = !isData && part === "DATA";
        say(isQuit ? "221 bye" : wantsData ? "354 go on" : "250 OK");
        isData = wantsData;
        if (isQuit) socket.end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `smtp://127.0.0.1:${address.port}`, received: () => mails, close: () => void server.close() };
}
