import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Facts } from "../../src/domain/percept.js";
import { encodeEnveloped, encodeStamped } from "../../src/protocol/envelope.js";
import { decode } from "../../src/protocol/payloads/decode.js";
import { encodeResult } from "../../src/protocol/payloads/result.js";
import { spikeBody } from "../../src/protocol/payloads/spike.js";
import { UTC } from "../../src/protocol/time.js";
import { readTopic } from "../../src/protocol/topics.js";
import { Asks } from "../../src/web/model/asks.js";
import { momentOf, ringOf } from "../../src/web/model/breath-ring.js";
import { brokerAddress } from "../../src/web/model/broker-address.js";
import { NodeDetail } from "../../src/web/model/node-detail.js";
import { readColumns } from "../../src/web/model/recording-columns.js";
import { Trace } from "../../src/web/model/trace.js";
import { valueRange } from "../../src/web/model/value-range.js";
import { aGrove, NOW } from "./a-grove.js";
import { aTone } from "./a-tone.js";

test("the ring follows the phases that were told, and the rhythm when nothing is told any more", () => {
  const { breath, node } = aGrove();
  breath(NOW);
  const said = node().breath!;
  const ring = ringOf(said)!;
  assert.deepEqual(
    ring.arcs.map(({ phase, from }) => [phase, from]),
    [
      ["inhale", 0],
      ["hold", 0.25],
      ["exhale", 0.375],
      ["pause", 0.75],
    ],
  );
  const at = (seconds: number) => momentOf(said, ring, NOW + seconds);
  assert.deepEqual(at(0), { phase: "inhale", turn: 0, fullness: 0 });
  assert.equal(at(60).fullness.toFixed(3), "0.500");
  assert.deepEqual([at(150).phase, at(150).fullness], ["hold", 1]);
  assert.deepEqual([at(270).phase, at(270).fullness.toFixed(3)], ["exhale", "0.500"]);
  assert.deepEqual([at(400).phase, at(400).fullness], ["pause", 0]);
  assert.deepEqual([at(480 * 9 + 60).phase, at(480 * 9 + 60).turn.toFixed(3)], ["inhale", "0.125"]);
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (seconds) => {
      const { turn, fullness } = at(seconds);
      return turn >= 0 && turn <= 1 && fullness >= 0 && fullness <= 1;
    }),
  );
});

test("a rhythm without lengths has no ring", () => {
  const { breath, node } = aGrove();
  breath(NOW);
  assert.equal(ringOf({ ...node().breath!, rhythm: { kind: "odd" } }), undefined);
  assert.equal(ringOf({ ...node().breath!, rhythm: { inhale: "<b>" } }), undefined);
});

test("an answer finds what was asked by its transaction, and no other", () => {
  const asks = new Asks({ site: "north", node: "spruce" }, "page-1");
  const { topic, payload } = asks.ask("thanks", "thanks", {}, NOW);
  assert.equal(topic, "andas/1/north/spruce/cmd/thanks");
  const { transaction } = JSON.parse(payload);
  const answer = (whose: string) => {
    const decoded = decode(
      { kind: "result", name: "thanks" },
      encodeResult(whose, { status: "ok", data: { text: "you are welcome" } }),
    );
    return decoded?.kind === "result" && asks.hear(decoded.message);
  };
  assert.equal(answer("somebody-else"), false);
  assert.equal(asks.all[0]?.status, "waiting");
  assert.equal(answer(transaction), true);
  assert.deepEqual([asks.all[0]?.status, asks.all[0]?.text], ["ok", "you are welcome"]);
  assert.equal(answer(transaction), false);
  for (let i = 0; i < 20; i++) asks.ask("ping", "ping", {}, NOW);
  assert.equal(asks.all.length, 12);
});

test("a recording takes the place of what was known of its time, and stays in order", () => {
  const trace = new Trace();
  for (const at of [10, 20, 30, 20]) trace.add(at, at);
  trace.add(40, Number.NaN);
  trace.lay([15, 20, 25], [1, null, 3]);
  trace.lay([], []);
  assert.deepEqual(trace.times, [10, 15, 20, 25, 30, 40]);
  assert.deepEqual(trace.values, [10, 1, null, 3, 30, null]);
  for (let at = 100; at < 30_000; at++) trace.add(at, 1);
  assert.equal(trace.times.length, 20_000);
});

test("neither one moment of handling nor an electrode that settles flattens an hour of small signals", () => {
  const trace = new Trace();
  for (let at = 0; at < 3600; at++) trace.add(at, at < 900 ? 40 - at / 25 : Math.sin(at / 60) + (at === 2000 ? 80 : 0));
  const hour = { min: 0, max: 3600 };
  const settling = { electrode: "e1", name: "settling" as const, spikes: 0, amplitude: 0, decided: 900 };
  const { min, max } = valueRange(trace, [{ ...settling, start: 0, end: 900 }], hour);
  assert.ok(min < -1 && max > 1 && max - min < 7, `${min} to ${max}`);
  const all = valueRange(trace, [{ ...settling, start: 0, end: 3600 }], hour);
  assert.ok(all.max > 40, "what is nothing but settling is shown as it is");
});

test("a chart without values, or with one value alone, has a height all the same", () => {
  const trace = new Trace();
  assert.deepEqual(valueRange(trace, [], { min: 0, max: 10 }), { min: -1, max: 1 });
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 1 }), (values) => {
      const some = new Trace();
      for (const [at, value] of values.entries()) some.add(at, value);
      const { min, max } = valueRange(some, [], { min: 0, max: values.length });
      return max - min > 0.01 && values.some((value) => value >= min && value <= max);
    }),
  );
});

test("rows of a recording that make no sense are left out", () => {
  const csv =
    "time,e1_mv,e2_mv\n2026-11-22T05:00:00.000Z,1.5,\nno,1,2\n2026-11-22T05:00:01.000Z,2\n2026-11-22T05:00:02Z,x,3\n";
  assert.deepEqual(readColumns(csv, 2), {
    times: [NOW, NOW + 2],
    columns: [
      [1.5, null],
      [null, 3],
    ],
  });
});

test("one node's news is kept once, however often it comes, and in bounds", () => {
  const detail = new NodeDetail();
  const tell = (below: string, payload: string) => {
    const topic = readTopic(below)!;
    const decoded = decode(topic, payload);
    assert.ok(decoded, `${below} is understood`);
    detail.hear(topic, decoded);
  };
  const spike = {
    electrode: "e1",
    onset: NOW,
    peak: NOW + 1,
    end: NOW + 2,
    amplitude: 1,
    polarity: 1,
    z: 9,
    match: 0.9,
    decided: NOW + 3,
  } as const;
  const stamp = { at: NOW, quality: "ntp" } as const;
  const sent = (seq: number) => encodeEnveloped(spikeBody(spike, UTC), { boot: 1, seq, ...stamp });
  tell("spike/e1", sent(1));
  tell("spike/e1", sent(1));
  assert.equal(detail.spikes.length, 1);
  for (let seq = 2; seq < 25_000; seq++)
    detail.hear(
      { kind: "spike", name: "e1" },
      { kind: "spike", message: { envelope: { boot: 1, seq, historical: false, ...stamp }, value: spike } },
    );
  assert.equal(detail.spikes.length, 5000);
  tell("last/e1", encodeStamped({ value_mv: 0.5, rate_hz: 1, glyph: "rest" }, stamp));
  assert.deepEqual(detail.now.get("e1"), { value: 0.5, at: NOW, glyph: "rest" });
  for (let i = 0; i < 100; i++) tell(`last/x${i}`, encodeStamped({ value_mv: null, rate_hz: 1, glyph: null }, stamp));
  assert.equal(detail.traces.size, 64);
  const part = { dump: "1-1", part: 1, of: 2, device: "d", electrodes: ["e1"], from: NOW, to: NOW, rows: 1, data: "" };
  for (const _ of [1, 2]) detail.lay(part, "time,e1_mv\n2026-11-22T04:00:00Z,7\n");
  assert.deepEqual(detail.dump, { name: "1-1", parts: 2, of: 2 });
  assert.equal(detail.traces.get("e1")?.values[0], 7);
});

test("what a node says is kept, the newest first, and tones that come twice are sung once", () => {
  const detail = new NodeDetail();
  const sung: number[] = [];
  const tell = (line: string, seq: number, body: Facts) => {
    const payload = encodeEnveloped(
      { line, text: `words ${seq}`, ...body },
      { boot: 1, seq, at: NOW + seq, quality: "ntp" },
    );
    const topic = readTopic(`voice/${line}`)!;
    detail.hear(topic, decode(topic, payload)!, (notes) => sung.push(...notes.map(({ key }) => key)));
  };
  for (let seq = 1; seq <= 20; seq++) tell("forest", seq, {});
  assert.deepEqual([detail.lines.length, detail.lines[0]?.text], [8, "words 20"]);
  for (const _ of [1, 2]) tell("notes", 21, { notes: [aTone(62.5)] });
  assert.deepEqual(sung, [62.5]);
  assert.equal(detail.lines.length, 8, "tones are no words");
});

test("the broker is the page's own host, or what ?broker= names; all else is said", () => {
  const from = (protocol: string, host: string, search = "") => brokerAddress({ protocol, host, search });
  assert.deepEqual(from("http:", "127.0.0.1:9001"), { url: "ws://127.0.0.1:9001/" });
  assert.deepEqual(from("https:", "grove.example"), { url: "wss://grove.example/" });
  assert.deepEqual(from("http:", "x", "?broker=wss://b.example:8084/mqtt"), { url: "wss://b.example:8084/mqtt" });
  const wrong = [
    from("file:", ""),
    from("http:", "x", "?broker=javascript:1"),
    from("http:", "x", "?broker=%20"),
    from("http:", "x", "?broker=ws://u:p@b/"),
    from("https:", "x", "?broker=ws://b/"),
  ];
  for (const one of wrong) assert.ok("problem" in one);
});
