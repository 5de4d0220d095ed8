import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { AndasError, isAndasError } from "../../../src/domain/errors.js";
import { OsGpio } from "../../../src/ports/os/gpio.js";
import { globalLine, gpioChips } from "../../../src/ports/os/gpio-chips.js";

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

test("a line's number begins at its chip's base, found by the label, wherever that is", async (t) => {
  assert.equal(await globalLine(await rootWith(t, PI_4), 17), 529);
  assert.equal(await globalLine(await rootWith(t, PI_5), 17), 588);
  assert.equal(await globalLine(await rootWith(t, { "pinctrl-bcm2835": [0, 54] }), 17), 17);
  assert.equal(await globalLine(await rootWith(t, { "gpio-sim": [512, 8] }), 3), 515);
  assert.equal(await globalLine(await rootWith(t, PI_4), 2, "raspberrypi-exp-gpio"), 572);
});

test("chips are listed by base, and what is no chip is left out", async (t) => {
  assert.deepEqual(await gpioChips(await rootWith(t, PI_5)), [
    { label: "gpio-brcmstb@107d508500", base: 512, lines: 32 },
    { label: "pinctrl-rp1", base: 571, lines: 54 },
  ]);
  assert.deepEqual(await gpioChips("/nowhere-at-all"), []);
});

test("no chip, an unknown one, and a line that it does not have are each said", async (t) => {
  const message = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.then(
      () => assert.fail("should not have worked"),
      (e: unknown) => e,
    );
    assert.ok(isAndasError(error, "device"));
    return error.message;
  };
  assert.match(await message(globalLine(await rootWith(t, {}), 17)), /^this board shows no GPIO chip/);
  assert.match(
    await message(globalLine(await rootWith(t, { "INT34C6:00": [512, 300] }), 17)),
    /^no GPIO chip is labelled pinctrl-bcm2835, .*; this board has INT34C6:00: name one as `chip`/,
  );
  assert.match(await message(globalLine(await rootWith(t, PI_4), 58)), /^pinctrl-bcm2711 has lines 0 to 57, not 58/);
});

/** onoff as far as it is used, noting what is asked of it. */
function fakeOnoff() {
  const said: unknown[] = [];
  let heard: ((error: Error | null) => void) | undefined;
  class Gpio {
    constructor(...how: unknown[]) {
      said.push(["take", ...how]);
    }
    async write(value: number) {
      said.push(["write", value]);
    }
    watch(callback: (error: Error | null) => void) {
      heard = callback;
    }
    unexport() {
      said.push(["free"]);
    }
  }
  return { said, load: async () => ({ Gpio }), edge: (error: Error | null) => heard?.(error) };
}

test("an output is taken dark, switched, and given back dark", async (t) => {
  const onoff = fakeOnoff();
  const gpio = new OsGpio({ root: await rootWith(t, PI_4), load: onoff.load });
  const output = await gpio.output(17, { activeLow: true });
  await output.set(true);
  await output.close();
  assert.deepEqual(onoff.said, [
    ["take", 529, "high", "none", { activeLow: true }],
    ["write", 1],
    ["write", 0],
    ["free"],
  ]);
});

test("a button hears the edge of the press, and no errors", async (t) => {
  const onoff = fakeOnoff();
  const gpio = new OsGpio({ root: await rootWith(t, PI_4), load: onoff.load });
  let presses = 0;
  const button = await gpio.button(22, { activeLow: true, debounceMs: 30 }, () => presses++);
  onoff.edge(null);
  onoff.edge(new Error("interrupted"));
  assert.equal(presses, 1);
  await button.close();
  assert.deepEqual(onoff.said, [["take", 534, "in", "rising", { activeLow: true, debounceTimeout: 30 }], ["free"]]);
});

test("a line that a driver has, and a package that is missing, are said", async (t) => {
  const root = await rootWith(t, PI_4);
  const busy = async () => ({
    Gpio: class {
      constructor() {
        throw Object.assign(new Error("EBUSY: resource busy"), { code: "EBUSY" });
      }
    },
  });
  await assert.rejects(new OsGpio({ root, load: busy }).output(17), /GPIO17 \(line 529 of the kernel\) is taken/);
  const missing = () => Promise.reject(new AndasError("addon", "onoff is not installed"));
  await assert.rejects(new OsGpio({ root, load: missing }).output(17), (error) => isAndasError(error, "addon"));
});
