import assert from "node:assert/strict";
import { test } from "node:test";
import type { Device, DeviceSink } from "../../src/ports/device.js";
import { aForest, START } from "./a-forest.js";

test("what comes in blocks is heard row by row, each at its own time", async () => {
  let sink: DeviceSink | undefined;
  const device: Device = {
    start: async (to) => {
      sink = to;
      const channels = ["e1", "e2"].map((name) => ({ name, role: "electrode" as const }));
      return { channels, rate: 1000, origin: 0 };
    },
    rest: () => {},
    wake: () => {},
    stop: async () => {},
  };
  const { node, until } = await aForest({
    devices: [],
    more: () => ({ name: "fast", device, listening: "continuous", electrodes: [] }),
  });
  await node.start();
  sink?.block(START + 1, 0.001, Float64Array.from([1, -1, 2, -2, 3, -3]), 3);
  const [input] = node.inputs.all;
  assert.equal(input?.rows, 3);
  assert.deepEqual(
    input?.electrodes.map(({ electrode, last }) => [electrode.name, last]),
    [
      ["e1", 3],
      ["e2", -3],
    ],
  );
  await until(10);
  await node.stop("stopped");
});
