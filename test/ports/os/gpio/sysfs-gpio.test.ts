import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { AndasError, isAndasError } from "../../../../src/domain/errors.js";
import { sysfsChips } from "../../../../src/ports/os/gpio/chips.js";
import { OsGpio } from "../../../../src/ports/os/gpio/os-gpio.js";
import { SimulatedClock } from "../../../../src/ports/simulated-clock.js";

/** A root whose sysfs shows these chips, as label to [base, lines]. */
async function rootWith(t: TestContext, chips: Readonly<Record<string, readonly [number, number]>>): Promise<string> {
  const root = await mkdtemp(join(os.tmpdir(), "andas-gpio-"));
  t.after(() => rm(root, { recursive: true }));
  await mkdir(join(root, "sys/class/gpio"), { recursive: true });
  await writeFile(join(root, "sys/class/gpio/export"), "");
  for (const [label, [base, lines]] of Object.entries(chips)) {
    const folder = join(root, `sys/class/gpio/gpiochip${base}`);
    await mkdir(folder);
    await Promise.all(
      Object.entries({ label, base, ngpio: lines }).map(([file, text]) => writeFile(join(folder, file), `${text}\n`)),
    );
  }
  return root;
}

const PI_4 = { "pinctrl-bcm2711": [512, 58], "raspberrypi-exp-gpio": [570, 8] } as const;
const PI_5 = { "gpio-brcmstb@107d508500": [512, 32], "pinctrl-rp1": [571, 54] } as const;

/** onoff as far as it is used, noting what is asked of it. */
function fakeOnoff() {
  const said: unknown[] = [];
  let heard: ((error: Error | null, value: 0 | 1) => void) | undefined;
  class Gpio {
    constructor(...how: unknown[]) {
      said.push(["take", ...how]);
    }
    async write(value: number) {
      said.push(["write", value]);
    }
    watch(callback: (error: Error | null, value: 0 | 1) => void) {
      heard = callback;
    }
    unexport() {
      said.push(["free"]);
    }
  }
  return { said, load: async () => ({ Gpio }), edge: (error: Error | null, value: 0 | 1) => heard?.(error, value) };
}

/** A board with these chips and onoff, whose lines can be taken. */
async function board(t: TestContext, chips: Readonly<Record<string, readonly [number, number]>>) {
  const onoff = fakeOnoff();
  const gpio = new OsGpio(new SimulatedClock(0), { root: await rootWith(t, chips), load: onoff.load });
  return { gpio, ...onoff };
}

test("a line's number begins at its chip's base, found by the label, wherever that is", async (t) => {
  const number = async (
    chips: Readonly<Record<string, readonly [number, number]>>,
    offset: number,
    options: { chip?: string } = {},
  ) => {
    const { gpio, said } = await board(t, chips);
    await gpio.output(offset, options);
    const [taken] = said;
    assert.ok(Array.isArray(taken));
    return taken[1];
  };
  assert.equal(await number(PI_4, 17), 529);
  assert.equal(await number(PI_5, 17), 588);
  assert.equal(await number({ "pinctrl-bcm2835": [0, 54] }, 17), 17);
  assert.equal(await number({ "gpio-sim": [512, 8] }, 3), 515);
  assert.equal(await number({ "gpio-sim.0-node0": [520, 8] }, 3), 523, "a simulated chip that nobody named");
  assert.equal(await number({ "gpio-sim.1:node0": [0, 8], ...PI_4 }, 3), 515, "a board's own chip is its header");
  assert.equal(await number(PI_4, 2, { chip: "raspberrypi-exp-gpio" }), 572);
  assert.equal(await number({ ...PI_4, "gpio-sim.0-node0": [600, 8] }, 2, { chip: "gpio-sim.0-node0" }), 602);
});

test("chips are listed by base, and what is no chip is left out", async (t) => {
  assert.deepEqual(await sysfsChips(await rootWith(t, PI_5)), [
    { label: "gpio-brcmstb@107d508500", base: 512, lines: 32 },
    { label: "pinctrl-rp1", base: 571, lines: 54 },
  ]);
  assert.deepEqual(await sysfsChips("/nowhere-at-all"), []);
});

test("an unknown chip, and a line that it does not have, are each said", async (t) => {
  const message = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.then(
      () => assert.fail("should not have worked"),
      (e: unknown) => e,
    );
    assert.ok(isAndasError(error, "device"));
    return error.message;
  };
  const laptop = await board(t, { "INT34C6:00": [512, 300] });
  assert.match(
    await message(laptop.gpio.output(17)),
    /^no GPIO chip is labelled pinctrl-bcm2835, .*; this board has INT34C6:00: name one as `chip`/,
  );
  const pi = await board(t, PI_4);
  assert.match(
    await message(pi.gpio.output(17, { chip: "pinctrl-rp1" })),
    /^no GPIO chip is labelled pinctrl-rp1; this board has pinctrl-bcm2711, raspberrypi-exp-gpio: /,
  );
  assert.match(await message(pi.gpio.output(58)), /^pinctrl-bcm2711 has lines 0 to 57, not 58/);
});

test("an output is taken dark, switched, and given back dark", async (t) => {
  const { gpio, said } = await board(t, PI_4);
  const output = await gpio.output(17, { activeLow: true });
  await output.set(true);
  await output.close();
  assert.deepEqual(said, [["take", 529, "high", "none", { activeLow: true }], ["write", 1], ["write", 0], ["free"]]);
});

test("a button hears the edge of the press, and no errors", async (t) => {
  const { gpio, said, edge } = await board(t, PI_4);
  let presses = 0;
  const button = await gpio.button(22, { activeLow: true, debounceMs: 30 }, () => presses++);
  edge(null, 1);
  edge(new Error("interrupted"), 1);
  assert.equal(presses, 1);
  await button.close();
  assert.deepEqual(said, [["take", 534, "in", "rising", { activeLow: true, debounceTimeout: 30 }], ["free"]]);
});

test("who asks for it hears the release too", async (t) => {
  const { gpio, said, edge } = await board(t, PI_5);
  const heard: string[] = [];
  const note = (what: string) => () => void heard.push(what);
  await gpio.button(22, { debounceMs: 0 }, note("pressed"), note("released"));
  edge(null, 1);
  edge(null, 0);
  assert.deepEqual(heard, ["pressed", "released"]);
  assert.deepEqual(said, [["take", 593, "in", "both", { activeLow: false, debounceTimeout: 0 }]]);
});

test("a line that a driver has, one that may not be used, and a package that is missing are said", async (t) => {
  const root = await rootWith(t, PI_4);
  const refusing = (code: string) => async () => ({
    Gpio: class {
      constructor() {
        throw Object.assign(new Error(`${code}: refused`), { code });
      }
    },
  });
  const gpio = (load: () => Promise<unknown>) => new OsGpio(new SimulatedClock(0), { root, load });
  await assert.rejects(gpio(refusing("EBUSY")).output(17), /GPIO17 \(line 529 of the kernel\) is taken/);
  await assert.rejects(gpio(refusing("EACCES")).output(17), /may not be used: add the node's user to the group gpio/);
  await assert.rejects(gpio(refusing("EIO")).output(17), /cannot be used: EIO: refused/);
  const missing = () => Promise.reject(new AndasError("addon", "onoff is not installed"));
  await assert.rejects(gpio(missing).output(17), (error) => isAndasError(error, "addon"));
});
