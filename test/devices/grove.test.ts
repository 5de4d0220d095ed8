import assert from "node:assert/strict";
import { test } from "node:test";
import type { GroveEvent } from "../../devices/grove/events.js";
import { GroveSignal } from "../../devices/grove/grove-signal.js";
import { SimulatedSpikes, SPIKE_CHARACTERS } from "../../devices/grove/simulated-spikes.js";
import { grove } from "../../devices/grove.js";
import { DAY, HOUR } from "../../src/domain/time.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { Bench, START } from "./bench.js";
import { HandClock, Hearing } from "./hearing.js";

const USUAL = { electrodes: 4, rate: 1, activity: 1, settle: 1200, disturbance: 1 };
const forever = new AbortController().signal;

/** `seconds` of a grove, electrode by electrode, and what was put into it. */
function grow(options: Partial<typeof USUAL>, seed: number, seconds: number) {
  const all = { ...USUAL, ...options };
  const events: GroveEvent[] = [];
  const signal = new GroveSignal(all, new SeededRandom(seed), (event) => events.push(event));
  const row = new Float64Array(all.electrodes);
  const traces = Array.from(row, () => new Float64Array(seconds * all.rate));
  for (let n = 0; n < seconds * all.rate; n++) {
    signal.next(row);
    for (const [i, trace] of traces.entries()) trace[n] = row[i] as number;
  }
  return { traces, events };
}

const quantile = (values: Iterable<number>, p: number) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(p * (sorted.length - 1))] as number;
};
const within = (value: number, low: number, high: number, what: string) =>
  assert.ok(value >= low && value <= high, `${what} is ${value}, not within ${low} to ${high}`);

test("the same seed gives the same grove, another seed another", () => {
  const one = grow({}, 1, 20_000);
  assert.deepEqual(one, grow({}, 1, 20_000));
  assert.notDeepEqual(one.traces, grow({}, 2, 20_000).traces);
});

test("what an electrode shows by itself does not depend on how many there are, nor on whether truth is kept", () => {
  const alone = { activity: 0, disturbance: 0 };
  assert.deepEqual(grow({ ...alone, electrodes: 2 }, 5, 3000).traces, grow(alone, 5, 3000).traces.slice(0, 2));
  const signal = new GroveSignal(USUAL, new SeededRandom(1));
  const row = new Float64Array(4);
  const { traces } = grow({}, 1, 30_000);
  for (let n = 0; n < 30_000; n++) signal.next(row);
  assert.deepEqual(
    [...row],
    traces.map((trace) => trace[29_999]),
  );
});

test("spikes have the intervals, heights, widths and signs of the real fungus", () => {
  const intervals: number[] = [];
  const heights: number[] = [];
  const widths: number[] = [];
  let positive = 0;
  for (const character of SPIKE_CHARACTERS) {
    const train = new SimulatedSpikes(character, 1, new SeededRandom(`statistics of ${character}`));
    for (let before = Number.NaN; ; ) {
      const { onset, rise, recovery, amplitude } = train.next();
      if (onset > 200 * DAY) break;
      if (!Number.isNaN(before)) intervals.push(onset - before);
      before = onset;
      heights.push(Math.abs(amplitude) * 1000);
      widths.push(rise / 2 + recovery * Math.LN2);
      if (amplitude > 0) positive++;
    }
  }
  within(quantile(intervals, 0.25), 400, 850, "p25 of intervals (579 s)");
  within(quantile(intervals, 0.5), 1500, 2700, "median of intervals (2095 s)");
  within(quantile(intervals, 0.95), 12_000, 23_000, "p95 of intervals (16,955 s)");
  within(quantile(heights, 0.05), 4, 8, "p5 of heights (6 µV)");
  within(quantile(heights, 0.5), 20, 32, "median of heights (26 µV)");
  within(quantile(heights, 0.95), 90, 150, "p95 of heights (122 µV)");
  within(quantile(widths, 0.25), 40, 75, "p25 of widths (52 s)");
  within(quantile(widths, 0.5), 110, 190, "median of widths (152 s)");
  within(quantile(widths, 0.95), 550, 1100, "p95 of widths (869 s)");
  within(positive / heights.length, 0.43, 0.53, "the positive share (48 %)");
});

test("electrodes are of different character", () => {
  const perDay = SPIKE_CHARACTERS.map((character) => {
    const train = new SimulatedSpikes(character, 1, new SeededRandom(`character ${character}`));
    const onsets: number[] = [];
    for (let { onset } = train.next(); onset < 100 * DAY; { onset } = train.next()) onsets.push(onset);
    const gaps = onsets.slice(1).map((onset, i) => onset - (onsets[i] as number));
    return { rate: onsets.length / 100, short: gaps.filter((gap) => gap < 900).length / gaps.length, gaps };
  });
  const [busy, bursting, rhythmic, calm] = perDay as [
    (typeof perDay)[0],
    (typeof perDay)[0],
    (typeof perDay)[0],
    (typeof perDay)[0],
  ];
  assert.ok(busy.rate > 2 * calm.rate, `busy ${busy.rate} a day, calm ${calm.rate}`);
  assert.ok(bursting.short > 0.6 && calm.short < 0.1);
  const regular = rhythmic.gaps.filter((gap) => Math.abs(gap - 2000) < 500).length / rhythmic.gaps.length;
  assert.ok(regular > 0.7, `${regular} of the rhythmic intervals are alike`);
});

test("without life and hands there is noise of a few microvolts that grows towards slow, and drift", () => {
  const { traces, events } = grow({ activity: 0, disturbance: 0, settle: 0, electrodes: 3 }, 3, DAY);
  assert.deepEqual(events, []);
  for (const trace of traces) {
    const spread = (block: number) => {
      const means = Array.from({ length: Math.floor(trace.length / block) }, (_, i) => {
        let sum = 0;
        for (let j = 0; j < block; j++) sum += trace[i * block + j] as number;
        return sum / block;
      });
      return (
        (1000 *
          1.4826 *
          quantile(
            means.slice(1).map((mean, i) => Math.abs(mean - (means[i] as number))),
            0.5,
          )) /
        Math.SQRT2
      );
    };
    within(spread(1), 1, 5, "noise from second to second, µV");
    within(spread(30), 0.5, 2.5, "noise over half a minute, µV");
    assert.ok(spread(1000) > 2 * spread(30), "slow noise is larger");
    within(quantile(trace, 1) - quantile(trace, 0), 0.05, 1.5, "what drift adds up to in a day, mV");
  }
});

test("fresh electrodes settle by millivolts, and have done so after some hours", () => {
  const { traces } = grow({ activity: 0, disturbance: 0 }, 8, 5 * HOUR);
  for (const trace of traces) {
    const at = (hours: number) => trace[Math.round(hours * HOUR)] as number;
    assert.ok(Math.abs(at(0) - at(2)) > 0.7, "it begins far off");
    assert.ok(Math.abs(at(4) - at(3)) < 0.15, "and ends calm");
  }
});

test("the converter sees microvolts", () => {
  for (const trace of grow({}, 4, 5000).traces)
    for (const value of trace) if (!Number.isNaN(value)) assert.ok(Object.is(value, Math.round(value * 1000) / 1000));
});

test("what the truth tells is in the signal: spikes at their peaks, gaps, pops, steps", () => {
  const { traces, events } = grow({ settle: 0, disturbance: 3 }, 11, 3 * DAY);
  const kinds = new Set(events.map((event) => event.kind));
  assert.deepEqual(kinds, new Set(["spike", "gap", "pop", "step", "handling", "wave"]));

  const quiet = (event: GroveEvent) =>
    !events.some(
      (other) =>
        other !== event &&
        other.electrode === event.electrode &&
        other.start < event.peak + 5 &&
        other.end > event.start - 600,
    );
  const value = (event: GroveEvent, at: number) => (traces[event.electrode] as Float64Array)[Math.round(at)] as number;
  const large = events.filter((event) => event.kind === "spike" && Math.abs(event.amplitude) > 0.05 && quiet(event));
  assert.ok(large.length >= 5, `${large.length} large spikes stand alone`);
  for (const event of large) {
    const rise = value(event, event.peak) - value(event, event.start);
    within(rise / event.amplitude, 0.7, 1.3, `the height at ${event.start}, of ${event.amplitude} mV`);
  }
  for (const event of events.filter(({ kind, end }) => kind === "gap" && end < 3 * DAY))
    for (let at = Math.ceil(event.start); at < event.end; at++) assert.ok(Number.isNaN(value(event, at)));
  for (const event of events.filter(
    (other) => other.kind === "pop" && Math.abs(other.amplitude) > 0.5 && quiet(other),
  )) {
    const jump = value(event, event.start) - value(event, event.start - 1);
    if (!Number.isNaN(jump)) within(jump / event.amplitude, 0.8, 1.2, "a pop");
  }
});

test("a wave passes all electrodes in order, at one pace", () => {
  const { events } = grow({ disturbance: 0, rate: 0.1 }, 21, 5 * DAY);
  const waves = events.filter((event) => event.kind === "wave");
  assert.ok(waves.length >= 20 && waves.length % 4 === 0, `${waves.length / 4} waves`);
  for (let i = 0; i < waves.length; i += 4) {
    const wave = waves.slice(i, i + 4);
    const starts = wave.map((event) => event.start);
    const lag = (starts[1] as number) - (starts[0] as number);
    within(Math.abs(lag), 60, 180, "the lag between neighbours");
    for (let e = 1; e < 4; e++)
      within((starts[e] as number) - (starts[e - 1] as number) - lag, -1e-6, 1e-6, "its change");
    assert.equal(new Set(wave.map((event) => Math.sign(event.amplitude))).size, 1);
  }
});

function plant(fields: Record<string, unknown> = {}) {
  const bench = new Bench();
  const hearing = new Hearing();
  const device = grove.create(grove.schema.parse(fields), bench.ports);
  return { bench, hearing, device, start: () => device.start(hearing) };
}

test("on a card with nothing but its kind, a grove has four electrodes at 1 Hz", async () => {
  const { bench, hearing, device, start } = plant();
  const { channels, rate, origin } = await start();
  assert.deepEqual(
    channels.map(({ name, role }) => `${name} ${role}`),
    ["e1 electrode", "e2 electrode", "e3 electrode", "e4 electrode"],
  );
  assert.deepEqual([rate, origin], [1, 0]);
  assert.equal(hearing.rows.length, 0);
  await bench.clock.run(forever, { until: START + 99.5 });
  assert.deepEqual(
    hearing.rows.map((row) => row.at),
    Array.from({ length: 100 }, (_, i) => START + i),
  );
  await device.stop();
  await device.stop();
  await bench.clock.run(forever, { until: START + 200 });
  assert.equal(hearing.rows.length, 100);
});

test("a grove that rested goes on as if it had been heard all the time", async () => {
  const heard = plant({ rate_hz: 2 });
  await heard.start();
  await heard.bench.clock.run(forever, { until: START + 300 });
  const rested = plant({ rate_hz: 2 });
  await rested.start();
  await rested.bench.clock.run(forever, { until: START + 100.25 });
  rested.device.rest();
  await rested.bench.clock.run(forever, { until: START + 200.25 });
  rested.device.wake();
  await rested.bench.clock.run(forever, { until: START + 300 });
  assert.deepEqual(
    rested.hearing.rows,
    heard.hearing.rows.filter(({ at }) => at < START + 100.25 || at > START + 200.25),
  );
});

test("whatever the seed, the default card's grove shows life within five hours, a minute of `npm start`", () => {
  const { activity } = grove.schema.parse({});
  for (let seed = 1; seed <= 20; seed++) {
    const spikes = grow({ activity, rate: 0.1 }, seed, 5 * HOUR).events.filter(({ kind }) => kind === "spike");
    assert.ok(spikes.length >= 15, `${spikes.length} spikes with seed ${seed}`);
    assert.ok(spikes.filter(({ amplitude }) => Math.abs(amplitude) > 0.02).length >= 5, `with seed ${seed}`);
  }
});

test("when the clock leaps by months, the grove says so and goes on from there", async () => {
  const clock = new HandClock(START);
  const bench = new Bench();
  const hearing = new Hearing();
  const device = grove.create(grove.schema.parse({}), { ...bench.ports, clock });
  await device.start(hearing);
  clock.fire();
  clock.pass(90 * DAY);
  assert.equal(hearing.rows.length, 2);
  assert.match(hearing.faults[0]?.reason ?? "", /the clock leapt by 90 d/);
  assert.equal(clock.due, clock.now() + 1);
});

test("the card's fields are checked", () => {
  for (const fields of [{ electrodes: 0 }, { electrodes: 1.5 }, { rate_hz: 0 }, { activity: -1 }, { seed: 1 }])
    assert.throws(() => grove.schema.parse(fields));
});
