import { read } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { systemCode } from "../../domain/errors.js";
import type { Seconds } from "../../domain/time.js";

const readFrom = promisify(read);

/** The parts of serialport's Unix bindings that are needed here. */
export interface UnixPort {
  readonly isOpen: boolean;
  readonly fd: number | null;
  readonly poller: { once(event: "readable", call: (error?: Error | null) => void): unknown };
  read(buffer: Buffer, offset: number, length: number): Promise<{ bytesRead: number; buffer: Buffer }>;
}

/**
 * Lets an open port notice that it was pulled out while it was talking. A serial port that hangs up reads as zero bytes for
 * ever; serialport 13 takes that for "try again" and spins a whole core without telling anybody, unless the hang-up found it idle.
 * Ports without these parts (other systems' bindings) are left as they are.
 *
 * @param gather so long bytes may gather before they are read: a port that talks without end wakes the processor that much less
 */
export function noticeHangup(port: object, gather: Seconds = 0): void {
  if (isUnixPort(port)) port.read = (buffer, offset, length) => readOrHangUp(port, buffer, offset, length, gather);
}

function isUnixPort(port: object): port is UnixPort {
  const { fd, poller } = port as Partial<UnixPort>;
  return typeof fd === "number" && typeof poller?.once === "function";
}

async function readOrHangUp(port: UnixPort, buffer: Buffer, offset: number, length: number, gather: Seconds) {
  if (gather > 0) await sleep(gather * 1000);
  for (;;) {
    try {
      const { bytesRead } = await readFrom(openFile(port), buffer, offset, length, null);
      // The port is opened non-blocking with VMIN 1: "nothing yet" is EAGAIN, zero is the end.
      if (bytesRead === 0) throw new Error("the port hung up");
      return { bytesRead, buffer };
    } catch (error) {
      const code = systemCode(error);
      if (code !== "EAGAIN" && code !== "EWOULDBLOCK" && code !== "EINTR") throw error;
      openFile(port); // it may have been closed during the read, and polling what is closed takes the process down
      await readable(port);
    }
  }
}

function openFile(port: UnixPort): number {
  // `canceled` is how the bindings say that nobody waits for this any more.
  if (!port.isOpen || port.fd === null) throw Object.assign(new Error("port is not open"), { canceled: true });
  return port.fd;
}

function readable(port: UnixPort): Promise<void> {
  return new Promise((resolve, reject) => {
    port.poller.once("readable", (error) => (error ? reject(error) : resolve()));
  });
}
