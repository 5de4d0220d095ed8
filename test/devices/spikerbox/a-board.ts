import { spikerbox } from "../../../devices/spikerbox.js";
import { FakeSerial } from "../../fakes/fake-serial.js";
import { Bench } from "../bench.js";

export const PATH = "/dev/serial/by-id/usb-Backyard_Brains_Plant_SpikerBox-if00";

/** What a board sends for one sample of each channel, 0 to 1023. */
export function frame(...values: number[]): number[] {
  return values.flatMap((value, channel) => [(value >> 7) | (channel === 0 ? 0x80 : 0), value & 0x7f]);
}

/** A message as a board puts it into its stream. */
export function message(text: string): number[] {
  return [0xff, 0xff, 1, 1, 0x80, 0xff, ...new TextEncoder().encode(text), 0xff, 0xff, 1, 1, 0x81, 0xff];
}

/**
 * A SpikerBox on a fake port, which plays `signal` at 10 kHz: 100 samples at once, 100 times a second. Each further channel is one
 * step above the one before it. Without a signal it stays in the middle of its scale.
 */
export async function aBoard(config: Record<string, unknown> = {}, signal?: (t: number) => number) {
  const serial = new FakeSerial(PATH);
  const bench = new Bench({ openSerial: serial.open });
  const settings = spikerbox.schema.parse({ path: PATH, ...config });
  const device = spikerbox.create(settings, bench.ports);
  const { channels } = settings;
  const chunk = 100 / channels;
  const begin = bench.clock.now();
  let samples = 0;

  const bytesOf = (valueAt: (t: number) => number) =>
    Uint8Array.from(
      Array.from({ length: chunk }, (_, i) => {
        const value = valueAt(((samples + i) * channels) / 10_000);
        return frame(...Array.from({ length: channels }, (_, channel) => value + channel));
      }).flat(),
    );
  const steady = bytesOf(() => 512);
  const send = bench.clock.timer("board", () => {
    serial.send(signal ? bytesOf(signal) : steady);
    samples += chunk;
    send.set(begin + ((samples + chunk) * channels) / 10_000);
  });
  const talk = () => {
    samples = Math.round(((bench.clock.now() - begin) * 10_000) / channels);
    send.set(bench.clock.now() + 0.01);
  };
  return { serial, bench, device, listener: bench.listener, begin, talk, stopTalking: () => send.cancel() };
}
