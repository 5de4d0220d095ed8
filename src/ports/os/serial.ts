import type { SerialPort } from "serialport";
import { AndasError, messageOf } from "../../domain/errors.js";
import { NOT_THERE, type OpenSerial, type SerialLine } from "../serial.js";
import type { LoadAddon } from "./addons.js";
import { loadAddon } from "./addons.js";
import { noticeHangup } from "./serial-hangup.js";
import { stableSerialName } from "./serial-names.js";

type SerialportPackage = { SerialPort: typeof SerialPort };

/** Serial ports by serialport, which is loaded when the first port is opened. */
export function osSerial(load: LoadAddon = loadAddon, byId?: string): OpenSerial {
  return async ({ path, baud, gather, onData, onGone }) => {
    const { SerialPort } = (await load("serialport")) as SerialportPackage;
    const stableName = await stableSerialName(path, byId);
    // Without `hupcl` DTR stays up when we close for a rest: many boards restart when it drops.
    const port = new SerialPort({ path, baudRate: baud, autoOpen: false, hupcl: false });
    await new Promise<void>((resolve, reject) =>
      port.open((error) => (error ? reject(new AndasError("device", whyNotOpen(path, error), error)) : resolve())),
    );
    if (port.port) noticeHangup(port.port, gather); // before anybody listens, which begins the first read
    let ours = false;
    let gone = false;
    const lost = (reason: string) => {
      if (ours || gone) return;
      gone = true;
      if (port.isOpen) port.close(() => {});
      onGone(reason);
    };
    port.on("data", (bytes: Uint8Array) => {
      if (!ours && !gone) onData(bytes);
    });
    port.on("close", () => lost("unplugged"));
    port.on("error", (error) => lost(messageOf(error)));
    return { stableName, write: (bytes) => void port.write(bytes), close: () => close() } satisfies SerialLine;

    function close(): Promise<void> {
      ours = true;
      // Closing a port that is already gone is no error to anybody.
      return new Promise((resolve) => (port.isOpen ? port.close(() => resolve()) : resolve()));
    }
  };
}

function whyNotOpen(path: string, error: Error): string {
  const text = error.message.replace(/^Error: /, "");
  if (text.includes("No such file"))
    return `${path} ${NOT_THERE}: plug it in, or look in /dev/serial/by-id for its name`;
  if (text.includes("Permission denied")) return `${path} may not be opened: add the node's user to the group dialout`;
  if (text.includes("lock port")) return `${path} is in use by another program: close that one`;
  return `${path} cannot be opened: ${text}`;
}
