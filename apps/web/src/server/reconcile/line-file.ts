/** Lines handed on together: fewer, larger pieces travel faster. */
const pieceSize = 64 * 1024;

/** Lines as a file to save, made while it is sent. */
export function lineFile(lines: AsyncGenerator<string>, name: string): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      let piece = "";
      while (piece.length < pieceSize) {
        const { value, done } = await lines.next();
        if (done === true) {
          controller.enqueue(encoder.encode(piece));
          controller.close();
          return;
        }
        piece += value;
      }
      controller.enqueue(encoder.encode(piece));
    },
    cancel: async () => void (await lines.return(undefined)),
  });
  return new Response(body, {
    headers: { "content-type": "application/x-ndjson", "content-disposition": `attachment; filename="${name}"` },
  });
}
