import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { grove } from "../../../devices/grove.js";
import type { DevicePorts } from "../../ports/device.js";
import { SeededRandom } from "../../ports/seeded-random.js";
import { SimulatedClock } from "../../ports/simulated-clock.js";

/** As many rows as the 73 hours of the split-gill recording that the figures are stated for. */
const ROWS = 263_959;

/** Lets the simulated grove grow for so many rows, and writes down what four electrodes say, in mV at 1 Hz. */
export async function writeGrove(path: string, rows = ROWS): Promise<void> {
  const clock = new SimulatedClock(0);
  const end = new AbortController();
  const out = createWriteStream(path);
  let written = 0;
  const unused = () => Promise.reject(new Error("a grove has no hardware"));
  const ports: DevicePorts = {
    ...{ name: "grove", clock, random: new SeededRandom(1), log: () => {}, start: 0 },
    ...{ openBytes: unused, openI2c: unused, openSerial: unused, gpio: { output: unused, button: unused } },
  };
  const device = grove.create(grove.schema.parse({}), ports);
  const { channels } = await device.start({
    row: (_, values) => {
      const cells = Array.from(values, (mv) => (Number.isNaN(mv) ? "" : mv.toFixed(3)));
      if (!out.write(`${cells.join(",")}\n`)) void clock.hold("writing", once(out, "drain"));
      if (++written === rows) end.abort();
    },
    block: () => {},
    fault: () => {},
    described: () => {},
    called: () => {},
    ended: () => {},
  });
  out.write(`${channels.map(({ name }) => `${name}_mv`).join(",")}\n`);
  await clock.run(end.signal);
  await device.stop();
  out.end();
  await once(out, "finish");
}
