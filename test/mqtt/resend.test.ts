import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import mqtt from "mqtt";
import { MqttWire } from "../../src/mqtt/broker/mqtt-wire.js";
import { MqttSession } from "../../src/mqtt/session.js";
import { RealClock } from "../../src/ports/os/real-clock.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { LogOutbox } from "../../src/storage/outbox/log-outbox.js";
import { NO_OLDER_OUTBOX } from "../../src/storage/outbox/older-outbox.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { breath, description, ROOT, spike } from "./a-node.js";
import { hasMosquitto, NEEDS_MOSQUITTO, pause, startMosquitto } from "./real-brokers.js";

/** Whoever keeps the season: a client whose mailbox the broker keeps, which looks for holes in the numbers. */
async function aKeeper(t: TestContext, url: string) {
  const got = new Map<number, { historical: boolean }>();
  let client: mqtt.MqttClient;
  const connect = async () => {
    client = await mqtt.connectAsync(url, { clientId: "keeper", clean: false, reconnectPeriod: 0 });
    client.on("error", () => {});
    client.on("message", (_topic, payload) => {
      const { seq, historical = false } = JSON.parse(payload.toString()) as { seq: number; historical?: boolean };
      got.set(seq, { historical });
    });
    await client.subscribeAsync(`${ROOT}/spike/#`, { qos: 1 });
  };
  await connect();
  t.after(() => client.endAsync(true));
  return {
    got,
    connect,
    leave: () => client.endAsync(true),
    ask: (body: object) => client.publishAsync(`${ROOT}/cmd/resend`, JSON.stringify(body), { qos: 1 }),
    holes: () => Array.from({ length: Math.max(0, ...got.keys()) }, (_, i) => i + 1).filter((seq) => !got.has(seq)),
  };
}

test("what a broker acknowledged and lost when its power went is seen as a hole in the numbers, asked for, and had", async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  // It writes to its disk every half hour: what came since is acknowledged, and gone with its power.
  const broker = await startMosquitto([
    ...["allow_anonymous true", "persistence true", "persistence_location @/", "autosave_interval 1800"],
    ...["max_queued_messages 0"],
  ]);
  t.after(broker.stop);
  const files = new CrashFiles({ "/s/state.json": "" });
  const outbox = new LogOutbox({ files, folder: "/s/outbox" });
  await outbox.open();
  const clock = new RealClock("ntp");
  outbox.begin({ boot: 7, clock, older: NO_OLDER_OUTBOX });
  const wire = new MqttWire({ url: broker.url }, clock);
  const session = new MqttSession({
    ...{ identity: { site: "grove", node: "spruce-1" }, wire, outbox, clock, boot: 7 },
    ...{ random: new SeededRandom(1), log: () => {} },
  });
  session.begin(description, {
    command: ({ name, body }) => {
      assert.equal(name, "resend");
      const { count } = session.resend(body as never);
      return { status: "ok", data: { text: "again", count } };
    },
    keep: async () => {},
    lost: () => {},
    desire: async ({ version }) => ({ version, status: "accepted", errors: [] }),
    neighbour: () => false,
    hold: () => {},
    heldUntil: undefined,
  });
  let seq = 0;
  const tell = (count: number) => {
    for (let i = 0; i < count; i++) session.publish({ at: clock.now(), seq: ++seq, ...spike("e1") });
  };
  session.publish({ at: clock.now(), seq: 0, ...breath(1) });

  const keeper = await aKeeper(t, broker.url);
  tell(10);
  await session.connect(1);
  for (let i = 0; i < 500 && keeper.got.size < 10; i++) await pause(10);
  await keeper.leave();
  tell(40);
  assert.deepEqual(await session.connect(1), { sent: 40 });
  assert.equal(outbox.depth, 0, "the broker acknowledged them all");
  await broker.restart();
  while (wire.connected) await pause(5);
  await keeper.connect();
  tell(10);
  assert.deepEqual(await session.connect(2), { sent: 10 });
  for (let i = 0; i < 500 && !keeper.got.has(60); i++) await pause(10);
  const holes = keeper.holes();
  assert.deepEqual(
    holes,
    Array.from({ length: 40 }, (_, i) => i + 11),
    "they are gone, and that can be seen",
  );

  await keeper.ask({ boot: 7, from: 11, to: 50 });
  for (let i = 0; i < 500 && keeper.holes().length > 0; i++) await pause(10);
  assert.deepEqual(keeper.holes(), []);
  assert.ok(holes.every((one) => keeper.got.get(one)?.historical));
  await session.close("the test is over");
});
