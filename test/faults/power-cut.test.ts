import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Store } from "../../src/storage/store.js";
import { fatesAfter, KEPT, LOST, torn, zeroed } from "../fakes/crash-disk.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeProcesses } from "../fakes/fake-processes.js";

interface State {
  n: number;
  text: string;
}
/** Garbage cannot pass for one of these. */
const stateOf = (n: number): State => ({ n, text: `breath ${n} of ${n * 7919}` });

let boots = 0;

/** One life of a node: it wakes, finds what it knew, and commits `commits` times, until the power goes. */
async function live(files: CrashFiles, commits: number) {
  const processes = new FakeProcesses(1, `boot-${boots++}`);
  const store = new Store<State>({ files, processes, folder: "/s", defaults: stateOf(0) });
  const { recovered } = await store.open();
  const woken = structuredClone(store.state);
  /** How many steps had been done when each commit was acknowledged. */
  const acknowledged: number[] = [];
  for (let i = 0; i < commits; i++) {
    Object.assign(store.state, stateOf(store.state.n + 1));
    await store.commit();
    acknowledged.push(files.steps.length);
  }
  return { woken, acknowledged, recovered };
}

/** Wakes on a disk after a power cut, and looks at what is there. */
async function wakesWith(disk: CrashFiles, least: number, most: number, story: string): Promise<number> {
  const { woken, recovered } = await live(disk, 1);
  assert.ok(woken.n >= least && woken.n <= most, `${story}: woke with ${woken.n}, not ${least} to ${most}`);
  assert.deepEqual(woken, stateOf(woken.n), story);
  // A power cut alone damages nothing: there is nothing to mend.
  assert.equal(recovered, undefined, story);
  return woken.n;
}

test("power cut after every step, torn at every byte: the last acknowledged commit is there, or the one in flight", async () => {
  const files = new CrashFiles();
  const { acknowledged } = await live(files, 3);
  let cuts = 0;
  for (let steps = 0; steps <= files.steps.length; steps++) {
    const least = acknowledged.filter((at) => at <= steps).length;
    for (const [name, fate] of fatesAfter(files.steps[steps - 1])) {
      await wakesWith(files.crash(steps, fate), least, Math.min(least + 1, 3), `cut after ${steps} steps, ${name}`);
      cuts++;
    }
  }
  assert.ok(cuts > 300, `${cuts} cuts`);
});

test("and a second cut, after every step of waking up and committing again", async () => {
  const files = new CrashFiles();
  const { acknowledged } = await live(files, 2);
  for (let steps = 0; steps <= files.steps.length; steps++) {
    const least = acknowledged.filter((at) => at <= steps).length;
    for (const fate of [LOST, KEPT, torn(30)]) {
      const second = files.crash(steps, fate);
      const { woken, acknowledged: again } = await live(second, 1);
      assert.ok(woken.n >= least);
      for (let more = 0; more <= second.steps.length; more++) {
        const sure = woken.n + again.filter((at) => at <= more).length;
        for (const [name, fate2] of Object.entries({ LOST, KEPT, torn: torn(30) }))
          await wakesWith(second.crash(more, fate2), sure, woken.n + 1, `cut after ${steps}, then ${more}, ${name}`);
      }
    }
  }
});

test("law: many lives, each ended at a chance moment by a file system that keeps what it likes", async () => {
  const life = fc.record({
    commits: fc.integer({ min: 0, max: 4 }),
    moment: fc.double({ min: 0, max: 1, noNaN: true }),
    names: fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
    cut: fc.nat(90),
    zeros: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 5 }), async (lives) => {
      let files = new CrashFiles();
      let least = 0;
      let most = 0;
      for (const { commits, moment, names, cut, zeros } of lives) {
        const { woken, acknowledged, recovered } = await live(files, commits);
        assert.equal(recovered, undefined);
        assert.ok(woken.n >= least && woken.n <= most);
        assert.deepEqual(woken, stateOf(woken.n));
        const steps = Math.round(moment * files.steps.length);
        least = woken.n + acknowledged.filter((at) => at <= steps).length;
        most = Math.min(least + 1, woken.n + commits);
        let asked = 0;
        const { bytes } = zeros ? zeroed(cut) : torn(cut);
        files = files.crash(steps, { keepsName: () => names[asked++ % names.length] as boolean, bytes });
      }
      await wakesWith(files, least, most, "the last life");
    }),
    { numRuns: 200 },
  );
});

test("a medium that damages one of the two files costs one breath at most", async () => {
  const files = new CrashFiles();
  await live(files, 3);
  const text = files.bytes("/s/state.json") as Uint8Array;
  for (let bit = 0; bit < text.length * 8; bit++) {
    const flipped = text.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    const damaged = new CrashFiles({
      "/s/state.json": flipped,
      "/s/state.last-good.json": files.bytes("/s/state.last-good.json") as Uint8Array,
    });
    const { woken, recovered } = await live(damaged, 1);
    assert.deepEqual(woken, stateOf(recovered ? 2 : 3), `bit ${bit}`);
  }
});
