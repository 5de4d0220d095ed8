import assert from "node:assert/strict";
import type { Incoming } from "../../src/ports/wire.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { aForest } from "../node/a-forest.js";
import type { Mutator } from "./mutator.js";
import type { Target } from "./target.js";

const ROOT = "andas/1/test/n1";
const OAK = "andas/1/test/oak";
const ENVELOPE = { v: 1, boot: 3, seq: 17, at: "2000-01-01T00:00:00.000Z", tq: "ntp" };

/** What others say to a node: where, and one way in which it is right. */
const MESSAGES: readonly (readonly [topic: string, body: object | string])[] = [
  ...Object.entries({
    ask: { what: "hearing", electrode: "e2" },
    listen: { for_s: 600, electrode: "e2" },
    hush: { for_s: 3600, electrode: "e2", type: "drift" },
    "dump.recording": { electrodes: ["e2"], hours: 12 },
    describe: {},
    diagnose: {},
    "config.get": { file: "breath" },
    "config.set": { version: 2, breath: { radio: "always" } },
    "electrode.calibrate": { electrode: "e1", scale: 1.1 },
    resend: { boot: 1, from: 1, to: 40 },
    snapshot: {},
    ping: {},
    status: {},
    note: { text: "rain since noon", electrode: "e2", urgent: true },
    thanks: {},
    gasp: {},
    inhale: {},
    clear: { alert: "surge" },
    dismiss: { electrode: "e2", type: "drift" },
    confirm: { insight: "e2-handled" },
    label: { electrode: "e2", as: "handling", from: "2000-01-01T00:00:00Z", to: "2000-01-01T00:10:00Z" },
  }).map(
    ([name, body]) =>
      [`${ROOT}/cmd/${name}`, { transaction: "t-1", expires: "2100-01-01T00:00:00Z", ...body }] as const,
  ),
  [`${ROOT}/hold`, { until: "2000-01-01T02:00:00Z", reason: "somebody is at the box" }],
  [`${ROOT}/config/desired`, { version: 2, breath: { radio: "always" } }],
  [`${ROOT}/mailbox`, { v: 1, boot: 1, echo: 1 }],
  [
    `${OAK}/percept/electrode/e1`,
    {
      ...ENVELOPE,
      ...{ id: "p-9", source: "electrode/e1", percept: "burst", intensity: 0.6, tags: [], data: { spikes: 4 } },
    },
  ],
  [`${OAK}/res/listen`, { v: 1, transaction: "n1-1", status: "ok", data: { text: "listening" } }],
  [`${OAK}/$state`, { v: 1, state: "ready", bd: 3, since: "2000-01-01T00:00:00Z" }],
  ["homeassistant/status", "online"],
];

/** What a log says where something was thrown that nobody expected. */
const STUMBLED = /stumbled|TypeError|RangeError|is not a function|is not iterable|Cannot read|undefined \(|call stack/;
/** So much time passes between two of them: a second, so that their rate is no reason to refuse them. */
const STEP = 1;

/** What comes over the air, to a whole node with a grove and neighbours. */
export const mqtt: Target = {
  name: "mqtt",
  reads: "commands, `hold`, `config/desired`, the mailbox's echo, neighbours, Home Assistant's status, by a whole node",
  share: 20,
  names: [
    ...[
      "transaction",
      "expires",
      "v",
      "from",
      "to",
      "for_s",
      "hours",
      "electrode",
      "electrodes",
      "type",
      "text",
      "what",
    ],
    ...[
      "alert",
      "insight",
      "thread",
      "boot",
      "file",
      "version",
      "until",
      "reason",
      "urgent",
      "intensity",
      "data",
      "tags",
    ],
  ],
  block: 500,
  async begin() {
    const wire = new FakeWire();
    const forest = await aForest({
      ...{ devices: [{ kind: "grove" }], wire, peers: ["*"], restart: () => {} },
      breath: { radio: "always", phases: { inhale: 20, hold: 5, exhale: 20, pause: 5 } },
    });
    let now = 60;
    await forest.node.start();
    await forest.until(now);
    const pass = async (seconds: number) => {
      now += seconds;
      await forest.until(now);
    };
    const check = () => {
      const odd = forest.log.find((line) => STUMBLED.test(line));
      assert.equal(odd, undefined);
      forest.log.length = 0;
    };
    return {
      async feed(mutator) {
        const { topic, payload, ...more } = message(mutator);
        const said = wire.published.length;
        void wire.deliver(topic, payload, more);
        wire.retained.delete(topic);
        await pass(STEP);
        check();
        const answer = wire.published
          .slice(said)
          .find((one) => one.topic.includes("/res/") || one.topic === more.responseTopic);
        if (answer === undefined) return "not answered";
        const { status } = JSON.parse(answer.payload) as { status: string };
        return `answered ${status}`;
      },
      async end() {
        await pass(600); // whatever it was told to do, it is through with it
        void wire.deliver(`${ROOT}/cmd/ping`, '{"transaction":"alive"}');
        await pass(60);
        check();
        assert.ok(
          wire.published.some((one) => one.topic === `${ROOT}/res/ping` && one.payload.includes('"alive"')),
          "it answers still",
        );
        await forest.node.stop("the block is over");
        check();
      },
    };
  },
};

function message(mutator: Mutator): Incoming {
  const [topic, body] = mutator.pick(MESSAGES);
  const said = typeof body === "string" ? body : JSON.stringify(body);
  const payload = mutator.chance(0.7)
    ? mutator.json(body)
    : Buffer.from(mutator.chance(0.5) ? mutator.bytes(Buffer.from(said)) : Buffer.from(said)).toString("utf8");
  const reply = mutator.chance(0.2) && { responseTopic: text(mutator, "somebody/asks") };
  return {
    topic: mutator.chance(0.2) ? text(mutator, topic) : topic,
    payload,
    retained: mutator.chance(0.1),
    ...(mutator.chance(0.5) && { delivery: { id: mutator.below(65_536), again: mutator.chance(0.3) } }),
    ...reply,
    ...(reply && { correlation: mutator.bytes(Uint8Array.of(1, 2, 3, 4)) }),
  };
}

function text(mutator: Mutator, valid: string): string {
  return Buffer.from(mutator.bytes(Buffer.from(valid))).toString("utf8");
}
