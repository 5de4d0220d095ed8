import assert from "node:assert/strict";
import { test } from "node:test";
import type { HostReading } from "../../src/domain/health.js";
import type { Halt, RestSettings } from "../../src/domain/rest.js";
import type { SavedSections } from "../../src/storage/sections.js";
import { VolatileStore } from "../../src/storage/volatile-store.js";
import { FakeAlarm, FakePower } from "../fakes/fake-power.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { aForest, START } from "./a-forest.js";

const ROOT = "andas/1/test/n1";
const HOUR = 3600;
/** A breath of 360 s, and a pause of an hour. */
const PHASES = { inhale: 120, hold: 60, exhale: 180, pause: HOUR };
const PAUSE = 360;
const OFF: Partial<RestSettings> = { depth: "off" };

async function aBoardAtRest(
  given: { rest?: Partial<RestSettings>; host?: () => HostReading; broken?: boolean; alarm?: FakeAlarm | null } = {},
) {
  const wire = new FakeWire();
  const power = new FakePower();
  const alarm = given.alarm === undefined ? new FakeAlarm() : given.alarm;
  if (alarm !== null) {
    alarm.started ??= "alarm";
    power.alarms = [alarm];
  }
  const halts: Halt[] = [];
  const { broken = false, host, rest } = given;
  const store = broken ? new BrokenStore({}) : new VolatileStore<SavedSections>({});
  const forest = await aForest({
    ...{ devices: [], wire, store, power, breath: { phases: PHASES } },
    ...(rest && { rest }),
    ...(host && { host }),
    halt: (halt) => void halts.push(halt),
  });
  const read = (topic: string) => JSON.parse(wire.retained.get(`${ROOT}/${topic}`) ?? "{}");
  return { ...forest, wire, power, alarm, halts, read };
}

/** A disk that takes nothing. */
class BrokenStore extends VolatileStore<SavedSections> {
  override commit(): Promise<never> {
    return Promise.reject(new Error("the disk takes nothing"));
  }
}

test("the radio is up to exhale alone, and the processor slow in the pause alone; afterwards all is as it was", async () => {
  const { node, power, until } = await aBoardAtRest();
  await node.start();
  await until(60);
  assert.equal(power.radio.state, "down", "it told what waited, and went down");
  assert.equal(power.governor.state, "ondemand");
  await until(170);
  assert.equal(power.radio.state, "down");
  await until(PAUSE + 10);
  assert.deepEqual(power.radio.history, ["up", "down", "up", "down"]);
  assert.equal(power.governor.state, "down");
  await until(PAUSE + HOUR + 10);
  assert.equal(power.governor.state, "ondemand");
  await until(2 * (PAUSE + HOUR) - 10);
  assert.equal(power.leds.state, "down");
  await node.stop("stopped");
  assert.deepEqual([power.radio.state, power.governor.state, power.leds.state], ["up", "ondemand", "mmc0"]);
});

test("an hour's rest wakes the processor for nothing but its end", async () => {
  const { node, fired, until } = await aBoardAtRest();
  await node.start();
  await until(PAUSE + 10);
  const before = new Map(fired);
  await until(PAUSE + HOUR - 1);
  // The sky has its hours to tell.
  const woken = [...fired].filter(([name, times]) => name !== "sky" && times !== before.get(name));
  assert.deepEqual(woken, []);
  await node.stop("stopped");
});

test("a rest that pays is off: once all is told and kept, and its alarm read back; the broker knows till when the node sleeps", async () => {
  const { node, alarm, halts, until, read, wire, state, power } = await aBoardAtRest({ rest: OFF });
  await node.start();
  await until(PAUSE - 1);
  assert.deepEqual(halts, []);
  await until(PAUSE + 1);
  const wakes = START + PAUSE + HOUR - 25;
  assert.deepEqual(halts, [{ reason: "it is off till 2000-01-01T01:05:35.000Z", wakes, rests: true }]);
  assert.equal(alarm?.set, HOUR - 25);
  assert.equal(read("$state").state, "sleeping");
  const said = wire.published.length;
  assert.equal(await node.stop("off", halts[0]), true);
  assert.equal(wire.published.length, said, "the radio stays silent: all was told");
  assert.equal(state.rest.value.wakes, wakes);
  assert.equal(power.radio.state, "up", "a radio that is off when the system ends would be off when it starts");
});

test("held, started by hand, without an alarm, or on a disk that takes nothing, it stays on", async () => {
  const byHand = new FakeAlarm();
  byHand.started = "hand";
  const unproven = new FakeAlarm();
  unproven.readsBack = () => Number.NaN;
  const because = async (given: Parameters<typeof aBoardAtRest>[0], held = false) => {
    const { node, halts, until, read, wire } = await aBoardAtRest({ rest: OFF, ...given });
    await node.start();
    if (held) void wire.deliver(`${ROOT}/hold`, JSON.stringify({ until: "2000-01-01T05:00:00Z" }), { retained: true });
    await until(PAUSE + HOUR + PAUSE);
    assert.deepEqual(halts, []);
    await node.stop("stopped");
    return read("health").rest?.because;
  };
  assert.equal(await because({ alarm: byHand, rest: { ...OFF, minAwake: 2 * HOUR } }), "by-hand");
  assert.equal(await because({ alarm: unproven }), "not-proven");
  assert.equal(await because({ alarm: null }), "no-alarm");
  assert.equal(await because({ broken: true }), "not-kept");
  assert.equal(await because({ rest: { depth: "idle" } }), "asked");
  assert.equal(await because({}, true), null, "there was no pause at all");
});

test("health tells from which length on a rest pays, by which figures, and what does not rest as it should", async () => {
  const { node, until, read, power } = await aBoardAtRest();
  power.radio.behaves = "stuck";
  await node.start();
  await until(PAUSE);
  const { rest, checks } = read("health");
  assert.deepEqual(rest, {
    ...{ depth: "idle", because: null, break_even_s: 25.3, idle_w: 2, off_w: 0.02, boot_j: 50, alarm: "rtc0" },
  });
  assert.deepEqual(
    checks.filter(({ name }: { name: string }) => name === "rest"),
    [
      {
        ...{ name: "rest", status: "warning" },
        text: "the radio does not go down: radio reads up after down was written",
      },
    ],
  );
  await node.stop("stopped");
});

const SAFE = {
  ...{ batteryBelow: 0.05, underVoltage: true, hotterThan: 95, lasting: 600, returnsAfter: HOUR, withoutAlarm: false },
};

test("an empty battery: a last breath that says goodbye and when the node is back, then off", async () => {
  const host = () => ({ battery: 0.01, supplyVolts: 3.1 });
  const { node, halts, until, read, of, alarm } = await aBoardAtRest({ host, rest: { safeHalt: SAFE } });
  await node.start();
  await until(3 * (PAUSE + HOUR));
  assert.equal(halts.length, 1);
  const [halt] = halts;
  const text = "the battery is nearly empty: the board is switched off, and comes back at 2000-01-01T02:09:00.000Z";
  assert.equal(halt?.reason, text);
  assert.equal(alarm?.set, HOUR);
  assert.equal(of("alert").at(-1)?.alert.text, text);
  await node.stop(text, halt);
  assert.deepEqual([read("$state").state, read("$state").until], ["sleeping", "2000-01-01T02:09:00.000Z"]);
});

test("without an alarm it only goes off where the card says so, and the broker is told why it is gone", async () => {
  const host = () => ({ temperature: 110 });
  const stays = await aBoardAtRest({ host, alarm: null, rest: { safeHalt: SAFE } });
  await stays.node.start();
  await stays.until(4 * (PAUSE + HOUR));
  assert.deepEqual(stays.halts, []);
  const alert = stays.of("alert").filter(({ alert: { id } }) => id === "safe-halt");
  assert.deepEqual(
    alert.map(({ alert: { text } }) => text),
    ["the processor is too hot: the board should be off, but no alarm would start it again"],
  );
  await stays.node.stop("stopped");

  const goes = await aBoardAtRest({ host, alarm: null, rest: { safeHalt: { ...SAFE, withoutAlarm: true } } });
  await goes.node.start();
  await goes.until(4 * (PAUSE + HOUR));
  const [halt] = goes.halts;
  assert.equal(halt?.reason, "the processor is too hot: the board is switched off, and somebody must start it again");
  await goes.node.stop(halt?.reason ?? "", halt);
  assert.deepEqual([goes.read("$state").state, goes.read("$state").reason], ["disconnected", halt?.reason]);
});

test("what is well again before it has lasted sends nobody off, and the alert is taken back", async () => {
  let battery = 0.01;
  const { node, halts, until, of } = await aBoardAtRest({
    host: () => ({ battery }),
    rest: { safeHalt: SAFE },
    alarm: null,
  });
  await node.start();
  await until(3 * (PAUSE + HOUR));
  battery = 0.6;
  await until(4 * (PAUSE + HOUR));
  assert.deepEqual(halts, []);
  const alerts = of("alert").filter(({ alert: { id } }) => id === "safe-halt");
  assert.deepEqual(
    alerts.map(({ alert: { raised } }) => raised),
    [true, false],
  );
  await node.stop("stopped");
});
