import type { Duplex } from "node:stream";

/**
 * What was written while an earlier piece was on its way goes as one frame. An MQTT packet is written in half a dozen pieces, each of which
 * would be a WebSocket frame of its own otherwise: a browser spends longer on these than on what is in them.
 */
export function fewerFrames<Stream extends Duplex>(stream: Stream): Stream {
  stream._writev = (pieces, done) => {
    const whole = Buffer.concat(pieces.map(({ chunk, encoding }) => asBuffer(chunk, encoding)));
    stream._write(whole, "utf8", done);
  };
  return stream;
}

function asBuffer(piece: Buffer | string, encoding: BufferEncoding): Buffer {
  return typeof piece === "string" ? Buffer.from(piece, encoding) : piece;
}
