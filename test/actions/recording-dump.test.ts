import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { RecordingDump } from "../../src/actions/recording-dump.js";
import { EventLog } from "../../src/domain/event-log.js";
import type { RecordingPart } from "../../src/domain/recording-part.js";
import { SimulatedClock } from "../../src/ports/simulated-clock.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { aRing, FOLDER } from "../storage/ring/a-ring.js";

const START = 946_684_800;
const HOUR = 3600;

/** A ring in which so many seconds of three electrodes on two devices lie, and who tells of it. */
async function aDump(seconds: number, noise: (i: number) => number = (i) => Math.round(300 * Math.sin(i / 40)) / 1000) {
  const files = new CrashFiles();
  const one = aRing(files, { wall: START, bytes: 1e8, boot: 3 });
  const adc = one.ring.open("adc", ["e1", "e2"]);
  const line = one.ring.open("line", ["x"]);
  for (let i = 1; i <= seconds; i++) {
    one.pass(1);
    adc.row(one.time.wall);
    adc.set(0, noise(i));
    adc.set(1, noise(i + 11));
    if (i % 10 === 0) {
      line.row(one.time.wall + 0.25);
      line.set(0, i);
    }
    if (i % 480 === 0) await one.keep();
  }
  await one.keep();
  const clock = new SimulatedClock(START + seconds);
  const events = new EventLog();
  const parts: RecordingPart[] = [];
  events.listen((event) => event.type === "recording" && parts.push(event.recording));
  return { dumps: new RecordingDump({ clock, events, boot: 3, place: { files, folder: FOLDER } }), parts, clock };
}

const pass = (clock: SimulatedClock, seconds: number) => {
  clock.timer("wait", () => {}).set(clock.now() + seconds);
  return clock.run(new AbortController().signal);
};
const csvOf = ({ data }: RecordingPart) =>
  gunzipSync(Buffer.from(data, "base64")).toString("utf8").trimEnd().split("\n");
const rowsOf = (part: RecordingPart) => csvOf(part).filter((line) => /^\d/.test(line));

test("the hours that were asked for, in parts that are recordings of their own", async () => {
  const { dumps, parts } = await aDump(4 * HOUR);
  const told = await dumps.dump({ from: START + HOUR, to: START + 3 * HOUR });
  assert.ok("parts" in told, JSON.stringify(told));
  assert.deepEqual([told.dump, told.parts, told.rows], ["3-1", parts.length, 2 * HOUR + 1 + 720]);
  assert.equal(
    told.bytes,
    parts.reduce((sum, { data }) => sum + data.length, 0),
  );
  assert.deepEqual(
    parts.map(({ dump, part, of }) => [dump, part, of]),
    parts.map((_, i) => ["3-1", i + 1, parts.length]),
  );
  assert.deepEqual(csvOf(parts[0]!).slice(0, 3), [
    "time,e1_mv,e2_mv",
    "# boot 3, time quality floor",
    `2000-01-01T01:00:00.000Z,${Math.round(300 * Math.sin(90)) / 1000},${Math.round(300 * Math.sin(3611 / 40)) / 1000}`,
  ]);
  const ofAdc = parts.filter(({ device }) => device === "adc");
  assert.ok(ofAdc.length > 3);
  for (const part of parts) {
    assert.equal(rowsOf(part).length, part.rows);
    assert.ok(part.data.length < 32_000, `${part.data.length}`);
  }
  const [first, last] = [ofAdc[0]!, ofAdc.at(-1)!];
  assert.deepEqual([first.from, last.to], [START + HOUR, START + 3 * HOUR]);
  const line = parts.find(({ device }) => device === "line")!;
  assert.deepEqual(line.electrodes, ["x"]);
  assert.equal(csvOf(line)[2], "2000-01-01T01:00:00.250Z,3600");
});

test("of one electrode alone, and of one that was not heard nothing", async () => {
  const { dumps, parts, clock } = await aDump(600);
  assert.ok("parts" in (await dumps.dump({ electrodes: ["e2"], from: START, to: START + HOUR })));
  assert.deepEqual(
    parts.map(({ electrodes, rows }) => [electrodes, rows]),
    [[["e2"], 600]],
  );
  await pass(clock, 61);
  const none = await dumps.dump({ electrodes: ["e7"], from: START, to: START + HOUR });
  assert.ok("problem" in none && none.code === "not-found" && /^nothing is kept of that time/.test(none.problem));
});

test("too much is told clearly, and nothing is sent; and one dump a minute is enough", async () => {
  const { dumps, parts, clock } = await aDump(60_000, (i) => Math.sin(i * i));
  const much = await dumps.dump({ from: START, to: START + 24 * HOUR });
  assert.deepEqual(much, {
    code: "too-much",
    problem: "that is more than 1 MB: ask for fewer hours, or for fewer electrodes",
  });
  const soon = await dumps.dump({ from: START, to: START + 60 });
  assert.deepEqual(soon, { code: "busy", problem: "one dump in 60 s: send it again later" });
  assert.deepEqual(parts, []);
  await pass(clock, 61);
  assert.ok("parts" in (await dumps.dump({ from: START, to: START + 60 })));
});

test("a node that keeps no raw signal says why", async () => {
  const clock = new SimulatedClock(START);
  const dumps = new RecordingDump({ clock, events: new EventLog(), boot: 1, place: undefined });
  const told = await dumps.dump({ from: 0, to: START });
  assert.ok("problem" in told && /keeps no raw signal: raw.keep_mb/.test(told.problem));
});
