import assert from "node:assert/strict";
import { test } from "node:test";
import { ExhalingRadio } from "../../../src/breathing/rest/exhaling-radio.js";
import { Rest } from "../../../src/breathing/rest/rest.js";
import { AWAKE, type RestState } from "../../../src/breathing/rest/rest-state.js";
import type { RestSettings } from "../../../src/domain/rest.js";
import { SimulatedClock } from "../../../src/ports/simulated-clock.js";
import { FakeAlarm, FakePower } from "../../fakes/fake-power.js";

const SETTINGS: RestSettings = {
  ...{ depth: "off", turnsDown: ["radio", "governor", "leds"], alarm: "auto", minAwake: 900, figures: {} },
};
const BOARD = { idleWatts: 2, offWatts: 0.02, bootJoules: 50, bootSeconds: 25 };
const START = 1_780_000_000;

function resting(
  given: { state?: RestState; power?: FakePower; settings?: Partial<RestSettings>; watts?: number } = {},
) {
  const clock = new SimulatedClock(START);
  const power = given.power ?? new FakePower();
  const alarm = new FakeAlarm();
  alarm.started = "alarm";
  if (power.alarms.length === 0) power.alarms = [alarm];
  const kept = { value: given.state ?? AWAKE };
  const log: string[] = [];
  const { watts } = given;
  const rest = new Rest({
    ...{ power, clock, kept, board: BOARD, settings: { ...SETTINGS, ...given.settings } },
    log: (level, line) => void log.push(`${level}: ${line}`),
    ...(watts !== undefined && { watts: async () => watts }),
  });
  const pause = (more = {}) => ({
    ...{ until: START + 3600, held: false, heard: false, keep: async () => true, lasts: () => true },
    ...more,
  });
  return { clock, power, alarm, kept, log, rest, pause };
}

test("in a pause what nobody needs is down; after it, and after the end, all stands as it was found", async () => {
  const { rest, power } = resting();
  await rest.start();
  rest.phase("pause");
  rest.phase("inhale");
  rest.phase("hold");
  rest.phase("pause");
  await rest.stop(false);
  assert.deepEqual(power.governor.history, ["down", "ondemand", "down", "ondemand"]);
  assert.deepEqual(power.leds.history.at(-1), "mmc0");
});

test("what the card does not name is not touched; another card counts from the next pause on", async () => {
  const { rest, power } = resting({ settings: { turnsDown: ["leds"] } });
  await rest.start();
  rest.phase("pause");
  await rest.radio.down();
  rest.phase("inhale");
  rest.takeUp({ ...SETTINGS, turnsDown: ["governor"] });
  rest.phase("pause");
  await rest.stop(true);
  assert.deepEqual(power.radio.history, ["up"], "only put back");
  assert.deepEqual(power.governor.history, ["down", "ondemand"]);
});

test("after a crash the next life puts back what was found; after a start of the board it stands as the kernel set it", async () => {
  const power = new FakePower();
  const first = resting({ power });
  await first.rest.start();
  first.rest.phase("pause");
  await first.rest.deepen(first.pause({ held: true }));
  assert.equal(power.governor.state, "down");
  const second = resting({ power, state: first.kept.value });
  await second.rest.start();
  assert.equal(power.governor.state, "ondemand");
  power.governor.state = "schedutil";
  power.bootId = "boot-2";
  const third = resting({ power, state: second.kept.value });
  await third.rest.start();
  assert.equal(power.governor.state, "schedutil");
  await third.rest.stop(false);
  assert.deepEqual(third.kept.value.found, {});
});

test("a part that does not go down, or hangs, is said once and in the report, and the others rest", async () => {
  const { rest, power, log, clock } = resting();
  await rest.start();
  power.governor.behaves = "stuck";
  rest.phase("pause");
  rest.phase("inhale");
  rest.phase("pause");
  await rest.deepen({ until: 0, held: true, heard: false, keep: async () => true, lasts: () => true });
  assert.equal(power.leds.state, "down");
  assert.equal(log.filter((line) => line.includes("governor")).length, 1, "once, whatever is tried");
  assert.equal(rest.report().troubles.length, 1);
  assert.match(rest.report().troubles[0] ?? "", /^governor reads ondemand after/);
  assert.ok(clock.now() >= START);
});

test("a radio that does not come up or go down in its time is one line, and nobody waits for it longer", async () => {
  const clock = new SimulatedClock(START);
  const power = new FakePower();
  const log: string[] = [];
  const radio = new ExhalingRadio({ radio: power.radio, clock, log: (_, line) => void log.push(line) }, () => true);
  power.radio.behaves = "hangs";
  const up = radio.up();
  await clock.run(new AbortController().signal, { until: START + 31 });
  await up;
  assert.equal(radio.trouble, "the radio does not come up: nothing came of it in 30 s");
  const down = radio.down();
  await clock.run(new AbortController().signal, { until: START + 60 });
  await down;
  assert.equal(radio.trouble, "the radio does not go down: nothing came of it in 10 s");
  power.radio.behaves = "stuck";
  await radio.up();
  assert.equal(radio.trouble, "the radio does not come up: radio reads up after up was written");
  await radio.up();
  assert.equal(log.length, 3, "the same is said once");
  power.radio.behaves = "well";
  await radio.up();
  assert.equal(radio.trouble, undefined);
});

test("a rest that pays is off: its alarm set and read back, its state kept, and known in the next life", async () => {
  const { rest, pause, alarm, kept } = resting();
  await rest.start();
  const halt = await rest.deepen(pause());
  assert.deepEqual(halt?.wakes, START + 3600 - 25);
  assert.equal(halt?.rests, true);
  assert.equal(alarm.set, 3600 - 25);
  await rest.stop(false);
  assert.equal(kept.value.wakes, START + 3600 - 25);
  const next = resting({ state: kept.value });
  next.alarm.started = undefined;
  await next.clock.run(new AbortController().signal, { until: START + 3590 });
  await next.rest.start();
  assert.equal(next.kept.value.wakes, null);
  const again = await next.rest.deepen(next.pause({ until: START + 7200 }));
  assert.equal(again?.wakes, START + 7200 - 25, "the alarm was due, so nobody started it by hand");
});

test("no alarm that reads back, a state that is not kept, a pause that ended meanwhile: the board stays on", async () => {
  const { rest, pause, alarm, kept, log } = resting();
  await rest.start();
  alarm.readsBack = () => Number.NaN;
  assert.equal(await rest.deepen(pause()), undefined);
  assert.equal(rest.report().because, "not-proven");
  assert.match(
    log.at(-1) ?? "",
    /^warn: the board stays on in this rest: the alarm rtc0 was set to ring in .* it is not set$/,
  );
  alarm.readsBack = (seconds) => seconds;
  assert.equal(await rest.deepen(pause({ keep: async () => false })), undefined);
  assert.equal(rest.report().because, "not-kept");
  assert.equal(alarm.set, undefined);
  assert.equal(await rest.deepen(pause({ lasts: () => false })), undefined);
  assert.equal(kept.value.wakes, null);
  assert.equal(alarm.set, undefined);
});

test("who may not switch off, and who was started by hand a moment ago, stays on", async () => {
  const not = resting();
  not.power.off = { can: false, text: "not allowed" };
  await not.rest.start();
  await not.rest.deepen(not.pause());
  await not.rest.deepen(not.pause());
  assert.equal(not.rest.report().because, "not-allowed");
  assert.deepEqual(not.log, ["info: the board stays on in rests (not-allowed)"]);

  const hand = resting();
  hand.alarm.started = "hand";
  await hand.rest.start();
  assert.equal(await hand.rest.deepen(hand.pause()), undefined);
  assert.equal(hand.rest.report().because, "by-hand");
  await hand.clock.run(new AbortController().signal, { until: START + 900 });
  assert.notEqual(await hand.rest.deepen(hand.pause()), undefined);
});

test("an alarm that did not wake the board is not relied on again, and is told of", async () => {
  const { rest, alarm, pause, log } = resting({ state: { ...AWAKE, wakes: START - 7200 } });
  alarm.started = "hand";
  await rest.start();
  assert.match(log[0] ?? "", /did not wake the board: it is not relied on again in this run/);
  assert.equal(await rest.deepen(pause()), undefined);
  assert.equal(rest.report().troubles.length, 1);
  assert.equal(await rest.wakesAfter(3600), undefined);
});

test("what is measured at rest counts before the table, and the card before both; what makes no sense does not count", async () => {
  const idle = async (watts: number, figures = {}) => {
    const { rest, pause } = resting({ watts, settings: { figures } });
    await rest.start();
    await rest.deepen(pause({ held: true }));
    return rest.report().figures.idleWatts;
  };
  assert.equal(await idle(0.5), 0.5);
  assert.equal(await idle(-3), 2, "the battery is charged");
  assert.equal(await idle(Number.NaN), 2);
  assert.equal(await idle(0.5, { idleWatts: 1 }), 1);
});

test("out of need: an alarm that is proven says when the board is back", async () => {
  const { rest, alarm, kept } = resting();
  await rest.start();
  assert.equal(await rest.wakesAfter(3600), START + 3600);
  assert.equal(kept.value.wakes, START + 3600);
  assert.equal(alarm.set, 3600);
});
