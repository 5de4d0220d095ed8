import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { allKinds } from "../../devices/all.js";
import { makeCalibrate } from "../../src/commands/calibrate.js";
import { resolveCard } from "../../src/config/resolve-card.js";
import { isAndasError } from "../../src/domain/errors.js";
import { kindOf } from "../../src/node/plan-devices.js";
import { silentLog } from "../../src/ports/log.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { figuresOf } from "../../src/sensing/contact/channel-figures.js";
import { card, NODE } from "../config/card-folder.js";
import { Bench } from "../devices/bench.js";
import { FakeAds1x15 } from "../fakes/fake-ads1x15.js";

const CARD = {
  devices: [
    {
      ...{ name: "adc", kind: "ads1115", channels: ["0-1", "2-3"] },
      calibration: { "0-1": { offset_mv: 0.5, gain: 1.25 } },
    },
    { name: "light", kind: "led", line: 17 },
  ],
};

/** Runs the command on a bench whose chip shows these millivolts between 0 and 1. */
async function calibrate(
  t: TestContext,
  shows: (at: number) => number,
  options: Record<string, string | true>,
  on = CARD,
) {
  const folder = await card(t, { "node.json": NODE, "electrodes.json": on });
  const bench = new Bench();
  bench.i2c.attach(
    1,
    0x48,
    new FakeAds1x15(
      () => bench.clock.now(),
      (pin, at) => (pin === 0 ? shows(at) : 0),
    ),
  );
  const reading = { stateFolder: undefined, files: new OsFiles(), kinds: allKinds, log: silentLog };
  let printed = "";
  const command = makeCalibrate({
    card: async () => (await resolveCard({ folder, ...reading })).configuration,
    plan: ({ devices }) =>
      devices.map((settings) => ({
        ...{ name: settings.name, listening: undefined, electrodes: [] },
        device: kindOf(settings, allKinds).create(settings.config, bench.ports),
      })),
    now: () => bench.clock.now(),
    keep: async (state, measured) => {
      printed += `${state} keeps ${measured.channel} ${measured.offset_mv} ${measured.gain} ${measured.card.offset_mv}\n`;
    },
    pass: (seconds) => bench.pass(seconds),
  });
  const out = (text: string) => {
    printed += text;
  };
  const silent = {
    err: assert.fail,
    signal: new AbortController().signal,
    terminal: false,
    columns: 80,
    rows: 25,
    env: {},
  };
  const given = { config: folder, device: "adc", channel: "0-1", ...options };
  const code = await command.run({ words: [], options: given }, { ...silent, out });
  assert.equal(code, 0);
  assert.equal(bench.i2c.openNow, 0);
  return printed;
}

test("with its inputs shorted a channel says its offset, as it should stand on the card", async (t) => {
  assert.equal(
    await calibrate(t, () => 0.25, {}),
    [
      "adc, channel 0-1, shorted, 59 rows:",
      "  mean   0.25 mV",
      "  noise  0 mV rms",
      "  drift  0 mV a minute",
      "  hum    not to be seen at this rate_hz; 130 would show it",
      "on the card:",
      '  "calibration": {"0-1":{"offset_mv":0.25,"gain":1.25}}',
      "",
    ].join("\n"),
  );
});

test("at a known voltage it says its gain, with the offset that the card has already", async (t) => {
  const printed = await calibrate(t, () => 100.5, { known: "110", seconds: "10", json: true });
  const told = JSON.parse(printed) as { rows: number; mean_mv: number; calibration: object };
  assert.deepEqual([told.rows, told.mean_mv, told.calibration], [9, 100.5, { offset_mv: 0.5, gain: 1.1 }]);
});

test("what was found is kept in the state of the node, if that is said", async (t) => {
  const printed = await calibrate(t, () => 0.25, { state: "/s" });
  assert.match(printed, /^\/s keeps 0-1 0.25 1.25 0.5$/m);
});

test("fast rows show hum as hum", async (t) => {
  const fast = { devices: [{ ...CARD.devices[0], channels: ["0-1"], calibration: {}, rate_hz: 200 }] };
  const printed = await calibrate(t, (at) => Math.sin(2 * Math.PI * 50 * at), { seconds: "10" }, fast as typeof CARD);
  assert.match(printed, /hum {4}(0\.99|1\.0|1 )/);
});

test("what cannot be is said", async (t) => {
  const said = async (options: Record<string, string>, shows = 100) => {
    try {
      return await calibrate(t, () => shows, options);
    } catch (error) {
      assert.ok(isAndasError(error));
      return `${error.code}: ${error.message}`;
    }
  };
  assert.equal(await said({ device: "light" }), 'usage: "light" is no converter that can be calibrated; such are adc');
  assert.equal(await said({ channel: "3" }), 'usage: there is no channel "3"; there are 0-1, 2-3');
  assert.match(await said({ known: "-100" }), /^device: it shows 100 mV where -100 mV should be: look at the wires/);
  assert.match(await said({}, 900), /^device: channel 0-1 cannot be measured: channel 0-1 is at its upper rail/);
});

test("noise is what is left around the line of the drift", () => {
  const times = Array.from({ length: 600 }, (_, i) => 1000 + i);
  const values = times.map((at, i) => 3 + 0.01 * (at - 1000) + (i % 2 === 0 ? 0.2 : -0.2));
  values[7] = Number.NaN;
  const figures = figuresOf(times, values, 1);
  assert.ok(figures);
  assert.ok(Math.abs(figures.drift - 0.6) < 1e-3);
  assert.ok(Math.abs(figures.noise - 0.2) < 1e-3);
  assert.equal(figures.missing, 1);
  assert.equal(figuresOf([1, 2], [1, 2], 1), undefined);
});
