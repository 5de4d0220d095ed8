import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { Store } from "../../../src/storage/store.js";
import { fatesAfter, KEPT, LOST, torn, zeroed } from "../../fakes/crash-disk.js";
import { CrashFiles } from "../../fakes/crash-files.js";
import { FakeProcesses } from "../../fakes/fake-processes.js";
import { all, anOutbox } from "./an-outbox.js";

/** What a node keeps: how many messages it put into the outbox, in which boot. */
interface State {
  boot: number;
  said: number;
}

/** What is known for sure after so many steps: numbers up to `kept` lie on the disk, those up to `sent` were acknowledged. */
interface Known {
  readonly boot: number;
  readonly kept: number;
  readonly put: number;
  readonly sent: number;
}

const BOUNDS = { segmentBytes: 500, bounds: { sent: 900 } };
let states = 0;
let lives = 0;

/** One run of a node: each exhale commits the outbox, then the state, then tells some of what waits. */
async function live(files: CrashFiles, exhales: number) {
  const { outbox, boot, put, lines } = await anOutbox(files, BOUNDS);
  assert.deepEqual(lines, [], "a power cut alone damages nothing");
  const processes = new FakeProcesses(1, `life-${lives++}`);
  const store = new Store<State>({ files, processes, folder: "/s", defaults: { boot: 0, said: 0 } });
  await store.open();
  const woken = { state: structuredClone(store.state), messages: await all(outbox) };
  /** By the step after which it holds. */
  const known: Known[] = [];
  let now: Known = { boot, kept: 0, put: 0, sent: 0 };
  const learn = (more: Partial<Known>) => {
    while (known.length < files.steps.length) known.push(now);
    now = { ...now, ...more };
  };
  learn({});
  for (let exhale = 0; exhale < exhales; exhale++) {
    for (let i = 0; i < 3; i++) put(["spike/e1", "percept/e1", "alert/a"][i] ?? "");
    learn({ put: now.put + 3 });
    Object.assign(store.state, { boot, said: now.put });
    await outbox.commit();
    learn({ kept: now.put });
    await store.commit();
    const due = (await all(outbox)).slice(0, 4);
    for (const message of due) outbox.acknowledge(message);
    learn({ sent: Math.max(now.sent, ...due.flatMap((one) => (one.boot === boot ? [one.seq] : []))) });
  }
  learn({});
  return { boot, woken, at: (steps: number) => known[steps] ?? now };
}

/** Wakes on a disk after a power cut, and looks whether all is there that must be, and nothing that must not. */
async function wakes(disk: CrashFiles, { boot, kept, put, sent }: Known, story: string) {
  states++;
  const { woken, boot: next } = await live(disk, 1);
  const { state, messages } = woken;
  const seqs = messages.flatMap((message) => (message.boot === boot ? [message.seq] : []));
  const [first] = seqs;
  if (first === undefined) assert.ok(kept <= sent, `${story}: ${kept} were kept, ${sent} sent, and none is there`);
  else {
    const last = seqs.at(-1) ?? 0;
    assert.ok(first <= sent + 1, `${story}: ${first} is the first of ${boot}, and only ${sent} were sent`);
    assert.ok(last >= kept && last <= put, `${story}: ${last} is the last, ${kept} were kept of ${put}`);
    assert.deepEqual(
      seqs,
      Array.from(seqs, (_, i) => first + i),
      `${story}: no hole`,
    );
    if (state.boot === boot) assert.ok(state.said <= last, `${story}: the state is never ahead of the outbox`);
  }
  assert.ok(next > boot || kept === 0, `${story}: no name is given twice`);
  return woken;
}

test("power cut after every step of outbox and state, torn at every byte: what was committed is there, in order and without a hole", async (t) => {
  const files = new CrashFiles({ "/s/state.json.tmp": "" });
  const { at } = await live(files, 11);
  for (let steps = 0; steps <= files.steps.length; steps++)
    for (const [name, fate] of fatesAfter(files.steps[steps - 1]))
      await wakes(files.crash(steps, fate), at(steps), `cut after ${steps} steps, ${name}`);
  t.diagnostic(`${states} states`);
});

test("and a second cut, after every step of waking up and exhaling again", async (t) => {
  const files = new CrashFiles({ "/s/state.json.tmp": "" });
  const first = await live(files, 4);
  for (let steps = 0; steps <= files.steps.length; steps++)
    for (const fate of [KEPT, torn(40)]) {
      const second = files.crash(steps, fate);
      const { at } = await live(second, 2);
      for (let more = 0; more <= second.steps.length; more++)
        for (const [name, again] of Object.entries({ LOST, KEPT, torn: torn(40), zeroed: zeroed(40) })) {
          const story = `cut after ${steps}, then ${more}, ${name}`;
          const { messages } = await wakes(second.crash(more, again), at(more), story);
          // What the first run was sure of, and the second had not told before the cut, is there still.
          const { kept } = first.at(steps);
          const old = messages.filter(({ boot }) => boot === first.boot);
          assert.ok(old.length === 0 || (old.at(-1)?.seq ?? 0) >= kept, story);
        }
    }
  t.diagnostic(`${states} states with those of one cut`);
});

test("law: many lives, each ended at a chance moment by a file system that keeps what it likes", async () => {
  const life = fc.record({
    exhales: fc.integer({ min: 0, max: 5 }),
    moment: fc.double({ min: 0, max: 1, noNaN: true }),
    names: fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
    cut: fc.nat(300),
    zeros: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 5 }), async (story) => {
      let files = new CrashFiles({ "/s/state.json.tmp": "" });
      for (const { exhales, moment, names, cut, zeros } of story) {
        const { at } = await live(files, exhales);
        const steps = Math.round(moment * files.steps.length);
        let asked = 0;
        const { bytes } = zeros ? zeroed(cut) : torn(cut);
        const fate = { keepsName: () => names[asked++ % names.length] ?? true, bytes };
        await wakes(files.crash(steps, fate), at(steps), `cut after ${steps}`);
        asked = 0;
        files = files.crash(steps, fate);
      }
    }),
    { numRuns: 300 },
  );
});

after(() => {
  assert.ok(states >= 20_000, `${states} states were tried`);
});
