import { DAY, HOUR } from "../../src/domain/time.js";
import { encodeEnveloped, encodeStamped } from "../../src/protocol/envelope.js";
import { alertBody } from "../../src/protocol/payloads/alert.js";
import { reportedConfigBody } from "../../src/protocol/payloads/config.js";
import { insightBody } from "../../src/protocol/payloads/insight.js";
import { encodeLog } from "../../src/protocol/payloads/log.js";
import { UTC } from "../../src/protocol/time.js";
import { readNodeTopic, type TopicKind } from "../../src/protocol/topics.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeReader } from "../fakes/fake-reader.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { aForest, START } from "../node/a-forest.js";
import { modelsOf, POLICY } from "../spiralformer/some-models.js";
import { aTone } from "../web/a-tone.js";

/** What people say to a node, for no node says it itself. */
export const FROM_PEOPLE: Partial<Record<TopicKind, string>> = {
  command: JSON.stringify({ transaction: "my-1", expires: "2026-11-22T05:30:00Z", electrode: "e1", for_s: 600 }),
  hold: JSON.stringify({ until: "2026-11-22T05:30:00Z", reason: "we look at the electrodes" }),
  "config-desired": JSON.stringify({ version: 2, breath: { phases: { pause_s: 1800 } } }),
};

const stamp = { at: START, quality: "ntp" } as const;

/** What no such day holds, as the node's own encoders write it. */
const SELDOM: Partial<Record<TopicKind, string>> = {
  alert: encodeStamped(
    alertBody({
      id: "gone",
      text: "nothing comes from e2: look at its wires",
      raised: true,
      at: START,
      electrodes: ["e2"],
    }),
    stamp,
  ),
  "config-reported": encodeStamped(reportedConfigBody({ version: 2, status: "accepted", errors: [] }), stamp),
  insight: encodeStamped(
    insightBody(
      {
        ...{ id: "e2-burst-2", kind: "pattern", subject: "e2", support: 17, against: 3, sure: 0.99 },
        sentence: "e2 bursts between 02 and 03 o'clock UTC, on 17 of 20 days; by chance 1.6",
        ...{ data: { form: "hours", electrode: "e2", type: "burst", from: 2, to: 3 } },
        ...{ firstSeen: START - 20 * DAY, lastSeen: START },
      },
      UTC,
    ),
    stamp,
  ),
  voice: encodeEnveloped({ line: "notes", text: "one tone", notes: [aTone(62)] }, { ...stamp, boot: 1, seq: 412 }),
  log: encodeLog("the card was taken up: breath.json", stamp),
};

/** The latest message of each kind of a simulated node's first day: the same every time. */
export async function toldByANode(): Promise<ReadonlyMap<TopicKind, string>> {
  const wire = new FakeWire();
  const reader = new FakeReader();
  reader.says = "wave";
  const models = modelsOf({ policy: { ...POLICY, close: false, gasp_at: 2 } });
  const { node, until } = await aForest({
    devices: [{ kind: "grove", config: { electrodes: 4, rate_hz: 1 } }],
    ...{ wire, reader: { models, reader }, place: { latitude: 57.7, longitude: 12 } },
    raw: { files: new CrashFiles(), folder: "/s/raw", bytes: 1e6 },
    host: () => ({ temperature: 81 }),
    trace: { every: 20 },
  });
  await node.start();
  await until(2 * HOUR);
  const root = "andas/1/test/n1";
  await wire.deliver(
    `${root}/cmd/dump.recording`,
    JSON.stringify({ transaction: "my-1", electrodes: ["e1"], hours: 0.1 }),
  );
  await until(12 * HOUR);
  const told = new Map(Object.entries(SELDOM)) as Map<TopicKind, string>;
  for (const { topic, payload } of wire.published) {
    const kind = readNodeTopic(topic)?.topic.kind;
    if (kind !== undefined && payload !== "") told.set(kind, payload);
  }
  return told;
}
