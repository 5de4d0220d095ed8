import assert from "node:assert/strict";
import { test } from "node:test";
import { RecordingReader } from "../../devices/recording/reader.js";
import type { PlannedDevice } from "../../src/acquisition/device-input.js";
import type { Clock } from "../../src/ports/clock.js";
import type { Channel, Device, DeviceSink } from "../../src/ports/device.js";
import { RecordingText } from "../../src/storage/ring/as-recording.js";
import { RingReader } from "../../src/storage/ring/ring-reader.js";
import { bytesOf } from "../devices/bytes.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { aForest, START } from "./a-forest.js";

const HOUR = 3600;
const ROOT = "andas/1/test/n1";

/** A row a second, of what a test says for each channel at each second since the start. */
function rows(
  clock: Clock,
  name: string,
  channels: readonly Channel[],
  value: (channel: number, second: number) => number,
): PlannedDevice {
  let sink: DeviceSink | undefined;
  const values = new Float64Array(channels.length);
  const timer = clock.timer(name, () => {
    const now = clock.now();
    timer.set(now + 1);
    for (let i = 0; i < values.length; i++) values[i] = value(i, now - START);
    sink?.row(now, values);
  });
  const device: Device = {
    start: async (into) => {
      sink = into;
      timer.set(clock.now() + 1);
      return { channels, rate: 1, origin: 0 };
    },
    rest: () => timer.cancel(),
    wake: () => timer.set(clock.now() + 1),
    stop: async () => timer.cancel(),
  };
  return { name, device, listening: "continuous", electrodes: [] };
}

const CHANNELS: readonly Channel[] = [
  { name: "e1", role: "electrode" },
  { name: "Soil T", role: "temperature" },
  { name: "rain", role: "rain" },
];

/** Cools from 3 °C to −3 °C within an hour; a tip of rain in the tenth minute. */
function weather(channel: number, second: number): number {
  if (channel === 0) return 0.01 * Math.sin(second);
  return channel === 1 ? Math.max(-3, 3 - second / 600) : second === 600 ? 0.25 : 0;
}

test("what is measured beside an electrode is told, kept and noticed", async () => {
  const wire = new FakeWire();
  const files = new CrashFiles();
  const raw = { files, folder: "/s/raw", bytes: 1e6 };
  const forest = await aForest({ devices: [], wire, raw, more: (clock) => rows(clock, "logger", CHANNELS, weather) });
  await forest.node.start();
  await forest.until(2 * HOUR);
  await forest.node.stop("stopped");

  const told = (topic: string) => JSON.parse(wire.retained.get(`${ROOT}/${topic}`) ?? "{}");
  const { value, unit, quantity } = told("last/soil-t");
  assert.deepEqual([value, unit, quantity], [-3, "°C", "temperature"]);
  assert.equal(told("last/rain").unit, "mm");
  assert.deepEqual(Object.keys(told("last/e1")).includes("value_mv"), true);
  assert.deepEqual(told("$description").covariates, [
    { name: "soil-t", quantity: "temperature", unit: "°C", device: "logger", channel: "Soil T" },
    { name: "rain", quantity: "rain", unit: "mm", device: "logger", channel: "rain" },
  ]);
  const components = JSON.parse(wire.retained.get("homeassistant/device/test-n1/config") ?? "{}").components;
  assert.equal(components["environment-soil-t"].device_class, "temperature");
  assert.equal(components["environment-rain"].state_topic, `${ROOT}/last/rain`);

  const noticed = forest.events.flatMap((event) =>
    event.type === "percept" && event.percept.source.startsWith("environment/") ? [event.percept] : [],
  );
  assert.deepEqual(
    noticed.map(({ source, type }) => `${source} ${type}`),
    ["environment/rain rain", "environment/soil-t frost", "environment/rain rain-over"],
  );
});

test("an export of it is read again as what it was", async () => {
  const files = new CrashFiles();
  const raw = { files, folder: "/s/raw", bytes: 1e6 };
  const all: readonly Channel[] = [
    ...CHANNELS,
    ...(["humidity", "moisture", "light"] as const).map((role) => ({ name: role, role })),
    { name: "probe-7", role: "moisture" },
  ];
  const forest = await aForest({
    devices: [],
    raw,
    more: (clock) => rows(clock, "logger", all, (i, s) => i + (s % 3) / 4),
  });
  await forest.node.start();
  await forest.until(600);
  await forest.node.stop("stopped");
  const reader = await RingReader.open(files, "/s/raw");
  const [{ names } = { names: [] }] = await reader.devices();
  const text = new RecordingText({ names });
  const lines: string[] = [text.header];
  for await (const stretch of reader.stretches()) for (const line of text.rows(stretch)) lines.push(line.trimEnd());
  const again = await RecordingReader.open(bytesOf(`${lines.join("\n")}\n`), { file: "ring.csv" });
  assert.deepEqual(
    again.columns.map(({ name, role }) => `${name} ${role}`),
    [
      "e1 electrode",
      "soil-t temperature",
      "rain rain",
      "humidity humidity",
      "moisture moisture",
      "light light",
      "probe-7-moisture moisture",
    ],
  );
  const first: number[] = [];
  await again.each(({ values }) => {
    if (first.length === 0) first.push(...values);
  });
  assert.deepEqual(
    first,
    all.map((_, i) => i + 0.25),
  );
});

test("two thermometers of one name are told apart", async () => {
  const thermometer: readonly Channel[] = [{ name: "temperature", role: "temperature" }];
  const twice = [...thermometer, { name: "Temperature", role: "temperature" as const }];
  const forest = await aForest({ devices: [], more: (clock) => rows(clock, "soil", twice, () => 5) });
  await forest.node.start();
  await forest.until(500);
  await forest.node.stop("stopped");
  assert.deepEqual(
    forest.node.inputs.covariates.map(({ covariate }) => covariate.name),
    ["temperature", "soil-temperature"],
  );
});
