import assert from "node:assert/strict";
import { test } from "node:test";
import type { Exhaling, Phase } from "../../../src/domain/breath.js";
import type { WakePolicy } from "../../../src/spiralformer/cards/model-card.js";
import { Ear } from "../../../src/spiralformer/waking/ear.js";
import { type WakeDecision, Waker } from "../../../src/spiralformer/waking/waker.js";
import { EAR_CARD, loud, POLICY } from "../some-models.js";
import { type Saying, slotOf } from "../some-slots.js";

interface Given {
  readonly policy?: Partial<WakePolicy>;
  readonly exhale?: Exhaling;
  readonly rhythm?: "breath" | "always";
}

/** A waker of one electrode, asked slot by slot. */
function waking({ policy, exhale = "auto", rhythm = "breath" }: Given = {}) {
  const waker = new Waker({ ear: new Ear(EAR_CARD), electrodes: 1, policy: { ...POLICY, ...policy }, exhale, rhythm });
  let before: Phase | undefined;
  let end = 0;
  /** The next slot, of this loudness. */
  const hear = (phase: Phase, score: number, more: Saying & { called?: boolean } = {}): WakeDecision | undefined => {
    const { called = false, ...saying } = more;
    const first = phase !== before;
    before = phase;
    end += 30;
    const high = score > 0 ? loud(score) : 0;
    return waker.addSlot(slotOf(end, { high, silence: 0.5, ...saying }), { phase, first, turn: 0.25 }, called);
  };
  return Object.assign(hear, { exhale: (how: Exhaling) => waker.exhale(how) });
}

const [STIR, GASP] = [0.6, 0.8];

test("a stir wakes it in an inhale and in an exhale, and nowhere else", () => {
  const hear = waking();
  const modes = (["inhale", "hold", "exhale", "pause"] as const).map((phase) => hear(phase, STIR)?.mode);
  assert.deepEqual(modes, ["inhale", "hold", "local", undefined]);
  const uninhaled = waking();
  assert.equal(uninhaled("hold", STIR), undefined);
  assert.equal(uninhaled("pause", STIR), undefined);
  assert.equal(uninhaled("inhale", 0.4), undefined, "what is not even a stir");
});

test("how it attends in an exhale may change while it lives", () => {
  const hear = waking({ exhale: "local", policy: { tire: 0 } });
  hear("inhale", STIR);
  assert.equal(hear("exhale", STIR)?.mode, "local");
  hear.exhale("released");
  assert.equal(hear("exhale", STIR)?.mode, "released");
});

test("a gasp wakes it in every phase, and is an inhale wherever it comes", () => {
  for (const phase of ["inhale", "hold", "exhale", "pause"] as const) {
    const woken = waking()(phase, GASP);
    assert.deepEqual([woken?.mode, woken?.woken, woken?.wide], ["inhale", true, true], phase);
  }
});

test("closed by silence, even a gasp wakes it only where something begins", () => {
  const asleep = { silence: 1 };
  assert.equal(waking()("pause", GASP, asleep), undefined);
  for (const begins of [{ pulses_up: 0.7 }, { spikes: 0.7 }, { pulse_age: 0.5 }, { glyph: "artefact" }] as const)
    assert.equal(waking()("pause", GASP, { ...asleep, ...begins })?.mode, "inhale", JSON.stringify(begins));
  assert.equal(waking()("pause", 0, { ...asleep, called: true })?.mode, "inhale", "who asks opens it");
});

test("it holds once a breath, and only what it has inhaled", () => {
  const hear = waking();
  hear("inhale", 0);
  assert.equal(hear("hold", 0), undefined, "nothing was inhaled");
  hear("inhale", STIR);
  const hold = hear("hold", GASP);
  assert.deepEqual([hold?.mode, hold?.woken], ["hold", false], "whatever arrives meanwhile");
  assert.equal(hear("hold", 0), undefined, "once");
  hear("exhale", 0);
  hear("pause", GASP);
  assert.equal(hear("hold", 0)?.mode, "hold", "what came as a gasp is held as well");
  hear("inhale", 0);
  assert.equal(hear("hold", 0), undefined, "the next breath begins empty");
});

test("it exhales as the card says: near, released, or by how lively it is", () => {
  const exhaled = (exhale: Exhaling, silence: number) => waking({ exhale })("exhale", STIR, { silence })?.mode;
  assert.deepEqual([exhaled("local", 0.1), exhaled("local", 0.9)], ["local", "local"]);
  assert.deepEqual([exhaled("released", 0.1), exhaled("released", 0.9)], ["released", "released"]);
  assert.deepEqual([exhaled("auto", 0.79), exhaled("auto", 0.81)], ["local", "released"]);
});

test("silence closes it to stirs and opens it again at a lower share; a gasp at what begins, or a call, wakes it all the same", () => {
  const hear = waking();
  const stirs = (silence: number) => hear("inhale", STIR, { silence }) !== undefined;
  assert.deepEqual([0.96, 0.97, 0.91, 0.89, 0.96].map(stirs), [true, false, false, true, true]);
  stirs(0.98);
  assert.equal(hear("inhale", GASP, { silence: 0.98, pulses_up: 0.7 })?.mode, "inhale");
  assert.equal(hear("pause", 0, { silence: 0.98, called: true })?.mode, "inhale");
  const open = waking({ policy: { close: false } });
  assert.equal(open("inhale", STIR, { silence: 1 })?.mode, "inhale", "unless silence is not to close it");
});

test("every call tires it: it wants a louder one for a while, and recovers", () => {
  const hear = waking({ policy: { tire: 0.8, recover: 0.025 } });
  assert.equal(hear("inhale", STIR)?.mode, "inhale");
  assert.equal(hear("inhale", STIR), undefined);
  assert.equal(hear("inhale", GASP), undefined);
  assert.equal(hear("inhale", 0.98)?.mode, "inhale", "the loudest still wakes it");
  let slots = 1;
  while (hear("inhale", STIR) === undefined) slots++;
  // (1 - .025)^n · 0.96 must come below a fifth, where .5 is raised to .6.
  assert.ok(slots > 55 && slots < 65, `${slots} slots`);
  const fresh = waking();
  assert.ok(fresh("inhale", STIR) && fresh("inhale", STIR), "where nothing tires, it goes on");
});

test("a call tires it too, and a hold does not", () => {
  const hear = waking({ policy: { tire: 0.8 } });
  hear("inhale", 0, { called: true });
  assert.equal(hear("inhale", STIR), undefined);
  const held = waking({ policy: { tire: 0.2, recover: 0 } });
  held("inhale", STIR); // raises .5 to .6, all but
  held("hold", 0);
  assert.equal(held("exhale", 0.61)?.mode, "local");
});

test("it tells how many slots ago it was called, of every mode", () => {
  const hear = waking();
  hear("inhale", 0);
  assert.deepEqual([hear("inhale", STIR)?.slot, hear("inhale", 0)?.slot], [1, undefined]);
  const hold = hear("hold", 0);
  assert.deepEqual([hold?.slot, hold?.since], [3, 2]);
  const exhale = hear("exhale", STIR);
  assert.deepEqual([exhale?.slot, exhale?.since, exhale?.turn], [4, 1, 0.25]);
  assert.equal(waking()("inhale", STIR)?.since, 1, "of the first call: since before the first slot");
});

test("`always` inhales every slot, for comparison", () => {
  const hear = waking({ rhythm: "always", policy: { tire: 0.8 } });
  for (const phase of ["inhale", "hold", "exhale", "pause"] as const) assert.equal(hear(phase, 0)?.mode, "inhale");
});

test("outside an inhale short intervals alone open all of the spiral; strictly, within it too; or never", () => {
  const at = (interval: number): Saying => ({ pulse_age: 0.2, pulse_interval: interval });
  const wide = (isi: WakePolicy["isi"], phase: Phase, saying: Saying) => {
    const hear = waking({ policy: { isi } });
    hear("pause", 0);
    return hear(phase, STIR, saying)?.wide;
  };
  const [short, long] = [at(0.5), at(3)];
  assert.deepEqual(
    [wide("aware", "inhale", long), wide("aware", "exhale", long), wide("aware", "exhale", short)],
    [...[true, false, true]],
  );
  assert.deepEqual([wide("strict", "inhale", long), wide("strict", "inhale", short)], [false, true]);
  assert.deepEqual([wide("off", "inhale", short), wide("off", "exhale", short)], [true, false]);
});

test("an electrode that gave nothing so far neither wakes it nor counts as silent", () => {
  const ear = new Ear(EAR_CARD);
  const waker = new Waker({ ear, electrodes: 2, policy: POLICY, exhale: "auto", rhythm: "breath" });
  const place = { phase: "inhale", first: false, turn: 0 } as const;
  const mute: Saying = { glyph: "gap", high: 4, silence: 1 };
  assert.equal(waker.addSlot(slotOf(30, mute, mute), place, false), undefined);
  assert.deepEqual([...waker.present], [0, 0]);
  const woken = waker.addSlot(slotOf(60, mute, { high: loud(STIR), silence: 0.5 }), place, false);
  assert.deepEqual([...waker.present], [0, 1]);
  assert.equal(woken?.silence, 0.5);
  assert.equal(ear.loudest, 1);
  const gone = waker.addSlot(slotOf(90, mute, { ...mute, silence: 1 }), place, true);
  assert.deepEqual([...waker.present], [0, 1], "who gave something once stays");
  assert.equal(gone?.silence, 1);
});
