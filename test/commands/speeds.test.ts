import assert from "node:assert/strict";
import { before, type TestContext, test } from "node:test";
import { iso } from "../../src/domain/time.js";
import { MILLENNIUM } from "../../src/node/node-run.js";
import { aBroker, type Said, saidOn } from "./a-broker.js";
import { andas, eventsOf, groveRecording, nodeOn, type ReplayedEvent } from "./andas.js";
import { folderForAll } from "./folder.js";

const folder = folderForAll();
let grove = "";
before(async () => {
  grove = await groveRecording(folder.path, 26_000);
});

async function runAt(t: TestContext, speed: string) {
  const { url, heard } = await aBroker(t);
  const node = await nodeOn(t, { broker: url });
  const { code, stderr } = await andas(t, ...node.args, "--recording", grove, "--speed", speed);
  assert.equal(code, 0, stderr);
  return heard;
}

test("at any speed the same spikes, glyphs, percepts, reflexes and threads are told, and they are those of the replay", async (t) => {
  const [fast, paced, replayed] = await Promise.all([
    runAt(t, "max"),
    runAt(t, "20000"),
    andas(t, "replay", grove, "--json"),
  ]);
  const told = saidOn(fast, "spike/", "glyph/", "percept/electrode/", "reflex/");
  for (const kind of ["spike/", "glyph/", "percept/electrode/", "reflex/"])
    assert.ok(
      told.some(({ topic }) => topic.startsWith(kind)),
      kind,
    );
  assert.deepEqual(saidOn(paced, "spike/", "glyph/", "percept/electrode/", "reflex/"), told);
  const events = eventsOf(replayed.stdout);
  assert.deepEqual(told.map(bare), events.flatMap(asTold));

  // `threads` stands as often as it changed; so do the insights.
  const standing = saidOn(fast, "threads", "insight/", "breath");
  assert.ok(standing.some(({ topic, body }) => topic === "threads" && (body.paused as unknown[]).length > 0));
  assert.deepEqual(saidOn(paced, "threads", "insight/", "breath"), standing);
  assert.deepEqual(threadsIn(standing.findLast(({ topic }) => topic === "threads")?.body), threadsAfter(events));
});

interface Threads {
  readonly active: string | undefined;
  readonly paused: ReadonlySet<string>;
  readonly frozen: number;
}

function threadsIn(body: Record<string, unknown> | undefined): Threads {
  const { active, paused, frozen } = body as {
    active: { id: string } | null;
    paused: { id: string }[];
    frozen: number;
  };
  return { active: active?.id, paused: new Set(paused.map(({ id }) => id)), frozen };
}

/** What is left of all threads that the replay told of. */
function threadsAfter(events: readonly ReplayedEvent[]): Threads {
  const statuses = new Map<string, unknown>();
  for (const { type, change, id, status } of events) {
    if (type !== "thread") continue;
    if (change === "culled" || change === "merged") statuses.delete(id as string);
    else statuses.set(id as string, status);
  }
  const withStatus = (wanted: string) => [...statuses].filter(([, status]) => status === wanted).map(([id]) => id);
  return {
    active: withStatus("active")[0],
    paused: new Set(withStatus("paused")),
    frozen: withStatus("frozen").length,
  };
}

/** A message without what only the wire has. */
function bare({ topic, body: { v, boot, seq, tq, historical, ...body } }: Said) {
  assert.deepEqual([v, boot, tq], [1, 1, "simulated"]);
  return { topic, body };
}

/** What a line of the replay should have been told as: its times are seconds of a recording that began at the millennium. */
function asTold({ type, at, seq, ...rest }: ReplayedEvent): { topic: string; body: Record<string, unknown> }[] {
  const body: Record<string, unknown> = { at: utc(at) };
  for (const [name, value] of Object.entries(rest)) {
    if (/^(onset|peak|end|start|decided)_s$/.test(name)) body[name.slice(0, -2)] = utc(value as number);
    else body[name] = value;
  }
  switch (type) {
    case "spike":
    case "glyph":
      return [{ topic: `${type}/${rest.electrode}`, body }];
    case "percept":
      return String(rest.source).startsWith("electrode/") ? [{ topic: `percept/${rest.source}`, body }] : [];
    case "reflex":
      return [{ topic: `reflex/${rest.reflex}`, body }];
    default:
      return [];
  }
}

const utc = (seconds: number) => iso(MILLENNIUM + seconds);
