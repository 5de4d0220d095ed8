import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { AndasError, isAndasError } from "../../../../src/domain/errors.js";
import { gpiodTools } from "../../../../src/ports/os/gpio/gpiod-tools.js";
import { OsGpio } from "../../../../src/ports/os/gpio/os-gpio.js";
import { OsPrograms } from "../../../../src/ports/os/programs.js";
import { SimulatedClock } from "../../../../src/ports/simulated-clock.js";
import { FakePrograms, type StartedProgram } from "../../../fakes/fake-programs.js";

const PI_5 = "gpiochip0 [pinctrl-rp1] (54 lines)\ngpiochip10 [gpio-brcmstb@107d508500] (32 lines)\n";

/** A kernel without /sys/class/gpio, with the tools of one version of libgpiod; 2 says at once that it has its line. */
function aKernel(version: string, chips = PI_5) {
  const clock = new SimulatedClock(0);
  const programs = new FakePrograms();
  programs.answers.set("gpiodetect --version", `gpiodetect (libgpiod) v${version}\nCopyright (C) 2017`);
  programs.answers.set("gpiodetect", chips);
  const begins = (program: StartedProgram) => {
    if (version.startsWith("2")) program.print(`Monitoring line '17'...`);
  };
  programs.onStart = begins;
  const gpio = new OsGpio(clock, { root: "/nowhere-at-all", programs });
  const lines = () => programs.running.map(({ command }) => command.join(" "));
  /** In small steps, for what a program does takes no simulated time but turns of the event loop. */
  const pass = async (seconds: number) => {
    const until = clock.now() + seconds;
    while (clock.now() < until)
      await clock.run(new AbortController().signal, { until: Math.min(until, clock.now() + 0.25) });
    await new Promise((resolve) => setImmediate(resolve));
  };
  /** Lets time pass until it is done: to look for chips takes real time, to hear nothing takes simulated time. */
  const settled = async <T>(work: Promise<T>): Promise<T> => {
    let over = false;
    const end = () => {
      over = true;
    };
    work.then(end, end);
    while (!over) await pass(0.25);
    return work;
  };
  return { clock, programs, gpio, lines, begins, pass, settled };
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => assert.fail("should not have worked"),
    (e: unknown) => e,
  );
  assert.ok(isAndasError(error, "device"), String(error));
  return error.message;
}

test("an output is one gpioset that holds its level; another level is another, and at the end it was off and nobody is left", async () => {
  const { gpio, programs, lines } = aKernel("2.2.1");
  const output = await gpio.output(17, { activeLow: true });
  const held = (level: number) => `gpioset --banner --consumer andas --chip gpiochip0 --active-low 17=${level}`;
  assert.deepEqual(lines(), [held(0)]);
  await output.set(true);
  await output.set(true);
  assert.deepEqual(lines(), [held(1)]);
  await output.close();
  assert.deepEqual(
    programs.started.map(({ command }) => command.at(-1)),
    ["17=0", "17=1", "17=0"],
  );
  assert.deepEqual(lines(), []);
});

test("libgpiod 1.6 has other options, and says nothing when it has its line", async () => {
  const { gpio, lines, clock, settled } = aKernel("1.6.3");
  const output = await settled(gpio.output(17, { chip: "gpio-brcmstb@107d508500" }));
  assert.deepEqual(lines(), ["gpioset --mode=signal gpiochip10 17=0"]);
  await output.close();
  const heard: number[] = [];
  await settled(gpio.button(22, { activeLow: true, debounceMs: 0 }, () => heard.push(clock.now())));
  assert.deepEqual(lines(), ["gpiomon --line-buffered --format=%e --rising-edge --active-low gpiochip0 22"]);
});

test("a button hears presses and releases; the kernel debounces where it can be told to", async () => {
  const { gpio, programs, lines } = aKernel("2.2.1");
  const heard: string[] = [];
  const note = (what: string) => () => void heard.push(what);
  const button = await gpio.button(22, { debounceMs: 30 }, note("pressed"), note("released"));
  assert.deepEqual(lines(), [
    "gpiomon --banner --consumer andas --chip gpiochip0 --edges both --format %e --debounce-period 30ms 22",
  ]);
  for (const text of ["1", "what?", "2", "1"]) programs.running[0]?.print(text);
  assert.deepEqual(heard, ["pressed", "released", "pressed"]);
  await button.close();
  assert.deepEqual(lines(), []);
});

test("with libgpiod 1.6 we debounce: a level counts once it has stood still", async () => {
  const { gpio, programs, pass, settled } = aKernel("1.6.3");
  let presses = 0;
  const button = await settled(gpio.button(22, { debounceMs: 30 }, () => presses++));
  const bounce = async (...edges: string[]) => {
    for (const edge of edges) {
      programs.running[0]?.print(edge);
      await pass(0.005);
    }
    await pass(0.1);
  };
  await bounce("1", "0", "1");
  assert.equal(presses, 1);
  await bounce("1", "0");
  await bounce("0", "1", "0");
  assert.equal(presses, 1, "a release that bounces is no press");
  await bounce("1", "0");
  assert.equal(presses, 1, "nor is a spark");
  await bounce("1");
  assert.equal(presses, 2);
  programs.running[0]?.print("0");
  await button.close();
  await pass(1);
  assert.equal(presses, 2);
});

test("one that dies is told of and started again, later each time, with the level that it should have", async () => {
  const { gpio, programs, begins, clock, pass } = aKernel("2.2.1");
  const troubles: string[] = [];
  const output = await gpio.output(17, { trouble: (reason) => troubles.push(reason) });
  await output.set(true);
  programs.onStart = (program) => program.die("gpioset: unable to open chip");
  const from = clock.now();
  programs.started.at(-1)?.die("died with SIGKILL");
  await pass(10);
  assert.equal(troubles[0], "GPIO17 was lost, and is taken anew: died with SIGKILL");
  assert.equal(troubles.length, 4, `died, and after 1, 3 and 7 s: ${troubles}`);
  programs.onStart = begins;
  await pass(20);
  assert.equal(troubles.length, 4);
  assert.equal(programs.started.at(-1)?.command.at(-1), "17=1");
  assert.ok(clock.now() - from > 15);
  await pass(100);
  const before = programs.started.length;
  programs.started.at(-1)?.die("ended with 1");
  await pass(1.5);
  assert.equal(programs.started.length, before + 1, "one that lived for a while is back soon");
  programs.started.at(-1)?.die("ended with 1");
  await output.close();
  await pass(1000);
  assert.ok(programs.started.every(({ command: [name] }) => name === "gpioset"));
  assert.equal(programs.started.at(-1)?.command.at(-1), "17=0");
  assert.equal(programs.started.at(-1)?.ended, true);
});

test("a level that could not be set is an error now, and is set as soon as it can be", async () => {
  const { gpio, programs, begins, pass } = aKernel("2.2.1");
  const output = await gpio.output(17);
  programs.onStart = (program) => program.die("gpioset: unable to request lines: Device or resource busy");
  assert.match(await refusal(output.set(true)), /^GPIO17 is taken .*`gpioinfo` says which/);
  programs.onStart = begins;
  await pass(3);
  assert.equal(programs.started.at(-1)?.command.at(-1), "17=1");
});

test("what stands in the way is said: no tools, strange tools, no chip, a wrong one, a line that is taken or forbidden", async () => {
  const bare = aKernel("2.2.1");
  bare.programs.answers.clear();
  assert.equal(
    await refusal(bare.gpio.output(17)),
    "this kernel has no /sys/class/gpio, and libgpiod's tools are not installed: run `apt-get install gpiod`",
  );
  bare.programs.answers.set("gpiodetect --version", new AndasError("device", "Illegal instruction"));
  assert.match(await refusal(bare.gpio.output(17)), /libgpiod's tools do not work \(Illegal instruction\)$/);
  assert.match(await refusal(aKernel("3.0").gpio.output(17)), /^libgpiod 3\.0 is not known here/);
  assert.match(await refusal(aKernel("2.1", "").gpio.output(17)), /^this board has no GPIO chip/);
  assert.match(
    await refusal(aKernel("2.1").gpio.button(1, { debounceMs: 0, chip: "gpio-sim" }, () => {})),
    /^no GPIO chip is labelled gpio-sim; this board has pinctrl-rp1, gpio-brcmstb@107d508500/,
  );
  const refused = (complaint: string) => {
    const { gpio, programs } = aKernel("2.2.1");
    programs.onStart = (program) => program.die(complaint);
    return refusal(gpio.output(17));
  };
  assert.match(await refused("gpioset: unable to open chip '/dev/gpiochip0': Permission denied"), /the group gpio$/);
  assert.equal(await refused("ended with 1"), "GPIO17 cannot be used: ended with 1");
});

test("a tool that is slow to say that it has its line is believed after a while, if it lives", async () => {
  const { gpio, programs, lines, settled } = aKernel("2.2.1");
  programs.onStart = () => {};
  const output = await settled(gpio.output(17));
  await output.close();
  assert.deepEqual(lines(), []);
});

test("the tools that are installed here know every option that they are given", async (t) => {
  const programs = new OsPrograms();
  const tools = await gpiodTools(programs).catch(() => undefined);
  if (tools === undefined) {
    assert.match(await refusal(gpiodTools(programs)), /not installed/);
    t.diagnostic("none are");
    return;
  }
  const line = { chip: "gpiochip0", offset: 17, activeLow: true };
  for (const command of [tools.watch(line, "rising", 30), tools.watch(line, "both", 0), tools.hold(line, true)]) {
    const [name = "", ...args] = command;
    const { stdout } = await promisify(execFile)(name, ["--help"]);
    for (const option of args.filter((arg) => arg.startsWith("--")))
      assert.ok(stdout.includes(option.split("=", 1)[0] ?? option), `${name} knows no ${option}`);
  }
});
