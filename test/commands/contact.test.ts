import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { allKinds } from "../../devices/all.js";
import { makeContact } from "../../src/commands/contact.js";
import { resolveCard } from "../../src/config/resolve-card.js";
import { kindOf } from "../../src/node/plan-devices.js";
import { silentLog } from "../../src/ports/log.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { card, NODE } from "../config/card-folder.js";
import { Bench, START } from "../devices/bench.js";
import { FakeAds1x15 } from "../fakes/fake-ads1x15.js";

const ELECTRODES = [{ name: "oak", device: "adc", channel: "0-1" }];
const CARD = { devices: [{ name: "adc", kind: "ads1115", channels: ["0-1", "2-3"] }], electrodes: ELECTRODES };

/** What is printed in so many seconds, by a chip whose first pin shows this. */
async function shown(
  t: TestContext,
  millivolts: (second: number) => number,
  options: Record<string, string | true>,
  terminal = false,
) {
  const folder = await card(t, { "node.json": NODE, "electrodes.json": CARD });
  const bench = new Bench();
  const reading = { stateFolder: undefined, files: new OsFiles(), kinds: allKinds, log: silentLog };
  if (options.absent === undefined)
    bench.i2c.attach(
      1,
      0x48,
      new FakeAds1x15(
        () => bench.clock.now(),
        (pin, at) => (pin === 0 ? millivolts(at - START) : 0),
      ),
    );
  const command = makeContact({
    card: async () => (await resolveCard({ folder, ...reading })).configuration,
    plan: ({ devices, electrodes }) =>
      devices.map((settings) => ({
        ...{ name: settings.name, listening: undefined },
        electrodes: electrodes.filter(({ device }) => device === settings.name),
        device: kindOf(settings, allKinds).create(settings.config, bench.ports),
      })),
    now: () => bench.clock.now(),
    keep: () => Promise.reject(new Error("nothing is kept here")),
    pass: (seconds) => bench.pass(seconds),
  });
  let printed = "";
  const io = { err: assert.fail, signal: new AbortController().signal, terminal, columns: 60, rows: 25, env: {} };
  const out = (text: string) => {
    printed += text;
  };
  const { absent: _, ...given } = options;
  assert.equal(
    await command.run({ words: [], options: { config: folder, seconds: "90", ...given } }, { ...io, out }),
    0,
  );
  assert.equal(bench.i2c.openNow, 0);
  return printed;
}

/** Nothing at first, then the needle is pushed in. */
const pushedIn = (second: number) => (second < 30 ? 900 : 0.02 * Math.sin(second * second));

test("who pushes a needle in sees its word change, a line each time", async (t) => {
  const lines = (await shown(t, pushedIn, {})).trimEnd().split("\n");
  assert.deepEqual(
    lines.map((line) => line.split(/\s+/).slice(0, 2).join(" ")),
    ["oak off", "oak loose", "oak good"],
  );
  assert.match(lines[0] ?? "", /upper rail/);
  assert.match(lines.at(-1) ?? "", /^oak {10}good {4}noise 0\.0\d+ mV {2}drift [+-]?[\d.e-]+ mV\/min/);
});

test("on a terminal each electrode has one line, drawn over the one before", async (t) => {
  const printed = await shown(t, pushedIn, { seconds: "12" }, true);
  assert.equal(printed.split("\x1b[1A").length, 12);
  assert.ok(printed.split("\n").every((line) => line.length < 80));
});

test("programs get it as JSON, with the flashes that a LED would give", async (t) => {
  const lines = (await shown(t, () => 0.02, { json: true, seconds: "40" })).trimEnd().split("\n");
  const { electrode, contact, flashes } = JSON.parse(lines.at(-1) ?? "{}");
  assert.deepEqual([electrode, contact, flashes], ["oak", "off", 4], "what never changes is stuck");
});

test("a converter that is not there is named", async (t) => {
  assert.match(await shown(t, () => 0, { absent: true }), /0x48 on I2C bus 1/);
});
