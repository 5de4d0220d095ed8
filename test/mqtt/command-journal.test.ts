import assert from "node:assert/strict";
import { test } from "node:test";
import type { CommandResult } from "../../src/domain/command.js";
import { CommandLog } from "../../src/storage/command-log.js";
import { type Fate, KEPT, LOST, torn, zeroed } from "../fakes/crash-disk.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { aNode, ROOT, START } from "./a-node.js";

const FATES: readonly Fate[] = [LOST, KEPT, torn(0), torn(7), torn(60), zeroed(5)];
const quiet = () => {};

/** Lets the node carry out what was delivered while it is connected. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}

const answers = (wire: FakeWire, topic = `${ROOT}/res/gasp`) =>
  wire.published.filter((message) => message.topic === topic).map(({ payload }) => JSON.parse(payload));

/** A run of a node on this disk, and at how many steps of the disk it did what it was told. */
async function aRun(files: CrashFiles, boot = 1, wire = new FakeWire()) {
  const journal = await CommandLog.open(files, "/s", quiet);
  const done: number[] = [];
  const node = aNode({
    journal,
    boot,
    wire,
    receiver: {
      command: (): CommandResult => {
        done.push(files.steps.length);
        return { status: "ok", data: { text: "done" } };
      },
    },
  });
  await node.session.connect(boot);
  await settle();
  return { ...node, files, journal, done };
}

const delivered = (again: boolean) => ({ delivery: { id: 9, again } });

test("whenever the power is cut between a command's PUBACK and its answer: it is done once at most, and answered", async () => {
  for (const body of ["{}", '{"transaction":"t-1"}']) {
    const first = await aRun(new CrashFiles({ "/s/other": "" }));
    await first.wire.deliver(`${ROOT}/cmd/gasp`, body, delivered(false));
    const acknowledged = first.files.steps.length;
    await settle();
    assert.equal(answers(first.wire).length, 1);
    const [carriedOut = 0] = first.done;
    let interrupted = 0;
    for (let cut = 0; cut <= first.files.steps.length; cut++)
      for (const fate of FATES) {
        const second = await aRun(first.files.crash(cut, fate), 2);
        // The broker hands over anew what it has no PUBACK for.
        if (cut <= acknowledged) await second.wire.deliver(`${ROOT}/cmd/gasp`, body, delivered(true));
        await settle();
        const before = carriedOut < cut ? 1 : 0;
        const where = `${body} cut after ${cut}`;
        assert.ok(before + second.done.length <= 1, `${where}: done ${before + second.done.length} times`);
        const said = answers(second.wire);
        assert.ok(said.length >= 1, `${where}: not answered`);
        // What was about to begin may have been done, for all that the node knows: it says so, and is not done.
        if (said[0].error?.code !== "interrupted") assert.equal(before + second.done.length, 1, `${where}: not done`);
        if (said[0].error?.code === "interrupted") interrupted++;
        else assert.equal(said[0].status, "ok");
      }
    assert.ok(interrupted > 0, "cut off in the middle of it, the node says that it does not know");
  }
});

test("a retained command is done once, though the power goes before the broker has let go of it", async () => {
  const first = await aRun(new CrashFiles({ "/s/other": "" }));
  first.wire.denies = (topic) => topic === `${ROOT}/cmd/gasp`; // it stays there
  await first.wire.deliver(`${ROOT}/cmd/gasp`, "{}", { retained: true, delivery: { id: 1, again: false } });
  await settle();
  assert.equal(first.done.length, 1);

  const wire = new FakeWire();
  wire.retained.set(`${ROOT}/cmd/gasp`, "{}");
  const second = await aRun(first.files.crash(first.files.steps.length, LOST), 2, wire);
  await settle();
  assert.equal(second.done.length, 0);
  assert.ok(!second.wire.retained.has(`${ROOT}/cmd/gasp`), "now the broker lets go");

  // Somebody puts the same there once more: it is another one.
  await second.session.rest(START + 9);
  second.wire.retained.set(`${ROOT}/cmd/gasp`, "{}");
  await second.wire.deliver(`${ROOT}/cmd/gasp`, "{}", { retained: true, delivery: { id: 45, again: false } });
  await second.session.connect(3);
  await settle();
  assert.equal(second.done.length, 1);
});

test("an answer that the broker never got goes out after the restart, where and as it was asked for", async () => {
  const first = await aRun(new CrashFiles({ "/s/other": "" }));
  first.wire.silent = true;
  await first.wire.deliver(`${ROOT}/cmd/gasp`, "{}", {
    ...delivered(false),
    ...{ responseTopic: "mine", correlation: new Uint8Array([7, 200]) },
  });
  await settle();
  const second = await aRun(first.files.crash(first.files.steps.length, LOST), 2);
  assert.deepEqual(answers(second.wire, "mine"), [{ v: 1, transaction: null, status: "ok", data: { text: "done" } }]);
  assert.deepEqual([...(second.wire.published.find(({ topic }) => topic === "mine")?.correlation ?? [])], [7, 200]);
  assert.equal(second.done.length, 0);
});

test("who asks again after the restart gets the answer of before; the same number for another message is another", async () => {
  const first = await aRun(new CrashFiles({ "/s/other": "" }));
  await first.wire.deliver(`${ROOT}/cmd/gasp`, '{"transaction":"x"}', delivered(false));
  await settle();
  const second = await aRun(first.files.crash(first.files.steps.length, LOST), 2);
  await second.wire.deliver(`${ROOT}/cmd/gasp`, '{"transaction":"x"}', { delivery: { id: 1, again: false } });
  await second.wire.deliver(`${ROOT}/cmd/gasp`, "{}", delivered(true));
  await second.wire.deliver(`${ROOT}/cmd/gasp`, "{}", { delivery: { id: 10, again: true } });
  await settle();
  assert.equal(second.done.length, 2, "both that have no transaction");
});

test("a disk that takes nothing is said once, and commands are carried out all the same", async () => {
  const files = new CrashFiles({ "/s/other": "" });
  const run = await aRun(files);
  files.fault = ({ do: what }) => (what === "write" || what === "empty" ? "ENOSPC" : undefined);
  for (let i = 0; i < 3; i++) await run.wire.deliver(`${ROOT}/cmd/gasp`, `{"transaction":${i}}`);
  await settle();
  assert.equal(run.done.length, 3);
  assert.equal(run.log.length, 1);
  assert.match(run.log[0]!, /^warn: a power cut now may lose commands: the disk is full: free space on \/s/);
  files.fault = undefined;
  await run.wire.deliver(`${ROOT}/cmd/gasp`, '{"transaction":4}');
  await settle();
  const later = await CommandLog.open(files.crash(files.steps.length, LOST), "/s", quiet);
  assert.equal(later.commands.length, 4, "once there is room, all of them lie there");
});

test("too many at once are answered with busy and leave no trace; after a while it takes more", async () => {
  const { wire, clock, commands, session } = aNode();
  await session.connect(1);
  for (let i = 0; i < 70; i++) await wire.deliver(`${ROOT}/cmd/gasp`, "{}");
  await settle();
  assert.equal(commands.length, 64);
  const refused = answers(wire).filter(({ error }) => error?.code === "busy");
  assert.equal(refused.length, 6);
  assert.match(refused[0].error.message, /no more than 64 commands at once and 1 a second: send it again later/);
  clock.timer("later", () => {}).set(START + 3);
  await clock.run(new AbortController().signal);
  for (let i = 0; i < 5; i++) await wire.deliver(`${ROOT}/cmd/gasp`, "{}");
  await settle();
  assert.equal(commands.length, 67);
});

test("answers are remembered within bounds, over runs too", async () => {
  const files = new CrashFiles({ "/s/other": "" });
  let run = await aRun(files);
  for (let i = 0; i < 330; i++) {
    if (i % 60 === 0) {
      run = await aRun(files, 2 + i);
    }
    await run.wire.deliver(`${ROOT}/cmd/gasp`, `{"transaction":"${i}","pad":"${"x".repeat(3000)}"}`);
    await settle();
  }
  await run.journal.close();
  const kept = await CommandLog.open(files, "/s", quiet);
  assert.ok(kept.commands.length < 400, String(kept.commands.length));
  const again = await aRun(files, 999);
  await again.wire.deliver(`${ROOT}/cmd/gasp`, `{"transaction":"329","pad":"${"x".repeat(3000)}"}`);
  await again.wire.deliver(`${ROOT}/cmd/gasp`, `{"transaction":"0"}`);
  await settle();
  assert.equal(again.done.length, 1, "the oldest is forgotten, the newest is not");
});

test("a retained command that came while the broker knew us comes as any other, and once more when we subscribe: it is done once", async () => {
  const { wire, done, files } = await aRun(new CrashFiles({ "/s/other": "" }));
  assert.ok(wire.send(`${ROOT}/cmd/gasp`, "{}", true));
  await settle();
  assert.equal(done.length, 1);
  assert.ok(wire.retained.has(`${ROOT}/cmd/gasp`), "nobody could see that it stands");

  // Asleep or cut off, it is the same afterwards.
  wire.lose("the power went");
  const second = await aRun(files.crash(files.steps.length, LOST), 2, wire);
  await settle();
  assert.equal(second.done.length, 0);
  assert.ok(!wire.retained.has(`${ROOT}/cmd/gasp`));

  await second.session.rest(START + 9);
  assert.ok(wire.send(`${ROOT}/cmd/gasp`, "{}", true));
  await second.session.connect(3);
  await settle();
  assert.equal(second.done.length, 1, "the next one is another, and done once as well");
  assert.equal(answers(wire).length, 3, "and the first answer is told again: that it had been sent was not written down yet");

  // One that does not stand there is known not to, after the next subscription: the same said later, retained, is a new one.
  assert.ok(wire.send(`${ROOT}/cmd/gasp`, "{}", false));
  await settle();
  await second.session.rest(START + 9);
  await second.session.connect(4);
  await second.session.rest(START + 9);
  wire.forget();
  wire.retained.set(`${ROOT}/cmd/gasp`, "{}");
  await second.session.connect(5);
  await settle();
  assert.equal(second.done.length, 3);
});

test("what the node had not acknowledged when its power went is handed over again, and done once", async () => {
  const first = await aRun(new CrashFiles({ "/s/other": "" }));
  const steps = first.files.steps.length;
  first.wire.send(`${ROOT}/cmd/gasp`, '{"transaction":"t"}', false);
  first.wire.lose("the power went");
  const second = await aRun(first.files.crash(steps, LOST), 2, first.wire);
  await settle();
  assert.equal(second.done.length, 1);
  assert.equal(answers(first.wire).length, 1);
});
