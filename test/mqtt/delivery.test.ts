import assert from "node:assert/strict";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { type TestContext, test } from "node:test";
import fc from "fast-check";
import { Backoff } from "../../src/mqtt/backoff.js";
import { MqttWire } from "../../src/mqtt/broker/mqtt-wire.js";
import type { Clock } from "../../src/ports/clock.js";
import { RealClock } from "../../src/ports/os/real-clock.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { aNode, type ListOutbox, ROOT, START, said, spike } from "./a-node.js";

const CONNACK = Uint8Array.of(0x20, 3, 0, 0, 0);
const PUBLISH = 3;
const SUBSCRIBE = 8;

/** A broker of MQTT 5 that does with each packet what it is told to: its type, its packet id, and where to answer. */
async function aStrangeBroker(t: TestContext, on: (type: number, id: number, socket: Socket, text: string) => void) {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    let bytes = Buffer.alloc(0);
    socket.on("data", (more) => {
      bytes = Buffer.concat([bytes, more]);
      for (let packet = take(); packet; packet = take()) {
        const type = packet[0]! >> 4;
        const [id, text] = idOf(packet, type);
        on(type, id, socket, text);
      }
    });
    /** One packet off the front, once it is whole. */
    function take(): Buffer | undefined {
      let length = 0;
      let at = 1;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++];
        if (byte === undefined) return undefined;
        length |= (byte & 127) << shift;
        if (byte < 128) break;
      }
      if (bytes.length < at + length) return undefined;
      const packet = Buffer.concat([bytes.subarray(0, 1), bytes.subarray(at, at + length)]);
      bytes = bytes.subarray(at + length);
      return packet;
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function idOf(packet: Buffer, type: number): [number, string] {
  if (type === SUBSCRIBE) {
    let filters = "";
    for (let at = 4; at < packet.length; at += 3 + packet.readUInt16BE(at)) filters += "+";
    return [packet.readUInt16BE(1), filters];
  }
  if (type !== PUBLISH) return [0, ""];
  const length = packet.readUInt16BE(1);
  return [packet.readUInt16BE(3 + length), packet.subarray(3, 3 + length).toString()];
}

const puback = (id: number, reason: number) => Uint8Array.of(0x40, 4, id >> 8, id & 255, reason, 0);
const suback = (id: number, filters: string) =>
  Uint8Array.of(0x90, 3 + filters.length, id >> 8, id & 255, 0, ...Array.from(filters, () => 1));
const wireTo = (url: string) => new MqttWire({ url, connectTimeout: 1, ackTimeout: 1 }, new RealClock("ntp"));

test("a broker that has no room (0x97) keeps the message waiting here, the connection stands, and the node rests", async (t) => {
  let full = true;
  const got: string[] = [];
  const url = await aStrangeBroker(t, (type, id, socket, topic) => {
    if (type === 1) socket.write(CONNACK);
    else if (type === SUBSCRIBE) socket.write(suback(id, topic));
    else if (type === PUBLISH) {
      const refuses = full && topic.endsWith("spike/e1");
      if (!refuses) got.push(topic);
      socket.write(puback(id, refuses ? 0x97 : 0));
    } else if (type === 14) socket.end();
  });
  const { session, outbox, tell } = aNode({ wire: wireTo(url) as never });
  for (let i = 0; i < 3; i++) tell(spike("e1"));
  const { sent, problem } = await session.connect(1);
  assert.equal(sent, 0);
  assert.match(problem ?? "", /the broker refuses .*spike\/e1 \(.*[Qq]uota/);
  assert.equal(outbox.depth, 3);
  assert.equal((await session.rest(START + 300)).resting, true);
  full = false;
  assert.deepEqual(await session.connect(2), { sent: 3 });
  assert.ok(got.length > 3);
  await session.close("done");
});

test("a broker that hangs after CONNECT, or falls silent later, costs its time-out and nothing else", async (t) => {
  let says = 0;
  const url = await aStrangeBroker(t, (type, _, socket) => {
    if (type === 1 && says > 0) socket.write(CONNACK);
  });
  const { session, outbox, tell, log } = aNode({ wire: wireTo(url) as never });
  tell(spike("e1"));
  assert.match((await session.connect(1)).problem ?? "", /did not answer in time/);
  assert.equal(
    (await session.rest(START + 300)).resting,
    false,
    "nobody is there to be told, and it rests all the same",
  );
  assert.equal(session.lastBirth, undefined, "nobody heard of that birth");
  says = 1;
  assert.match((await session.connect(1)).problem ?? "", /acknowledged nothing for 1 s/);
  assert.equal(session.lastBirth, 1);
  assert.equal((await session.rest(START + 300)).resting, false);
  assert.equal(outbox.depth, 1);
  assert.equal(log.length, 2, "each is said once");
});

test("where two nodes have one id, the one that was thrown out does not come back at once", async (t) => {
  for (const [reason, lost] of [
    [0x8e, 0],
    [0x8b, 1],
  ] as const) {
    let times = 0;
    const url = await aStrangeBroker(t, (type, id, socket, topic) => {
      if (type === 1) socket.write(CONNACK);
      else if (type === SUBSCRIBE) socket.write(suback(id, topic));
      else if (type === PUBLISH && topic.endsWith("spike/e1")) socket.end(Uint8Array.of(0xe0, 1, reason));
      else if (type === PUBLISH) socket.write(puback(id, 0));
    });
    const { session, tell, log } = aNode({ wire: wireTo(url) as never, receiver: { lost: () => void times++ } });
    tell(spike("e1"));
    await session.connect(1);
    assert.equal(times, lost, `0x${reason.toString(16)}`);
    assert.match(log.join("\n"), lost === 0 ? /another client uses this node's id/ : /code 139/);
  }
});

/** Time that passes with each message that the broker takes. */
function slowly(perMessage: number) {
  const wire = new FakeWire();
  let now = START;
  wire.denies = () => {
    now += perMessage;
    return false;
  };
  const clock: Clock = {
    now: () => now,
    quality: "ntp",
    timer: (name) => ({ name, due: undefined, set: () => {}, cancel: () => {} }),
    hold: (_name, work) => work,
  };
  return { wire, clock };
}

test("a slow broker gets what it can take until the exhale is over; then the node sleeps and says so, the rest waits in order", async () => {
  const { wire, clock } = slowly(5);
  const { session, outbox, tell, log } = aNode({ wire, clock });
  for (let i = 0; i < 100; i++) tell(spike("e1"));
  const { sent, problem } = await session.connect(1, START + 180);
  assert.ok(sent > 10 && sent < 60, String(sent));
  assert.match(problem ?? "", /too slow for one breath/);
  assert.equal((await session.rest(START + 480)).resting, true);
  assert.equal(said(wire, "$state").state, "sleeping");
  assert.equal(outbox.depth, 100 - sent);
  assert.deepEqual(
    (outbox as ListOutbox).messages.map(({ seq }) => seq),
    Array.from({ length: 100 - sent }, (_, i) => sent + i + 1),
  );
  assert.equal(log.length, 1);
});

test("a broker that takes nothing more is left when its time is over: the node rests, and its will says that it is lost", async () => {
  const wire = new FakeWire();
  let leave = () => {};
  let due = 0;
  const { clock } = slowly(0);
  const timer: Clock["timer"] = (name, fire) => {
    if (name !== "connection-over") return clock.timer(name, fire);
    leave = fire;
    return { name, due: undefined, set: (at) => (due = at), cancel: () => (due = 0) };
  };
  const { session, tell, outbox } = aNode({ wire, clock: { ...clock, quality: "ntp", now: clock.now, timer } });
  tell(spike("e1"));
  await session.connect(1, START + 180);
  wire.silent = true;
  tell(spike("e1"));
  const connecting = session.connect(1, START + 180);
  const resting = session.rest(START + 300);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(due, START + 240, "a minute of grace");
  leave();
  assert.match((await connecting).problem ?? "", /the connection was lost/);
  assert.equal((await resting).resting, false);
  assert.equal(due, 0);
  assert.equal(outbox.depth, 1);
  assert.equal(said(wire, "$state").state, "ready", "it could not say that it sleeps");
  assert.equal(JSON.parse(wire.retained.get(`${ROOT}/$state`) ?? "").state, "lost");
});

test("law: the wait before a next try is anything up to a bound that doubles, and never longer than five minutes", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 30 }), (seed, tries) => {
      const backoff = new Backoff(new SeededRandom(seed));
      for (let i = 0; i < tries; i++) {
        const wait = backoff.next();
        assert.ok(wait >= 0 && wait < Math.min(300, 2 * 2 ** i));
      }
      backoff.reset();
      assert.ok(backoff.next() < 2);
    }),
  );
  const waits = Array.from({ length: 200 }, (_, seed) => new Backoff(new SeededRandom(seed)).next());
  const early = waits.filter((wait) => wait < 1).length;
  assert.ok(early > 70 && early < 130, "full jitter: as likely early as late");
});
