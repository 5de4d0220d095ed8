import assert from "node:assert/strict";
import { test } from "node:test";
import { allKinds } from "../../devices/all.js";
import { judgeCard } from "../../src/config/judge-card.js";
import type { Percept } from "../../src/domain/percept.js";
import type { Spike } from "../../src/domain/spike.js";
import { HOUR } from "../../src/domain/time.js";
import { NodeRun } from "../../src/node/node-run.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import type { SavedSections } from "../../src/storage/sections.js";
import { VolatileStore } from "../../src/storage/volatile-store.js";
import { card, NODE } from "../config/card-folder.js";

/** Raised-cosine rise of 90 s, exponential recovery of twice that. */
function bump(t: number): number {
  if (t < 0) return 0;
  return t < 90 ? 0.5 - 0.5 * Math.cos((Math.PI * t) / 90) : Math.exp((90 - t) / 180);
}

test("on a node with a control electrode, what both show is marked as shared, and nothing is left out", async (t) => {
  const random = new SeededRandom(7);
  const rows = ["t_s,e1,blank"];
  for (let at = 0; at < 9 * HOUR; at += 1) {
    const noise = () => 0.003 * random.normal();
    const own = 0.1 * bump(at - 5 * HOUR);
    const common = 0.1 * bump(at - 7 * HOUR);
    rows.push(`${at},${(own + common + noise()).toFixed(3)},${(common + noise()).toFixed(3)}`);
  }
  const folder = await card(t, { "two.csv": rows.join("\n") });
  const electrodes = {
    devices: [{ name: "rec", kind: "recording", file: `${folder}/two.csv` }],
    electrodes: [
      { name: "e1", device: "rec", channel: "e1" },
      { name: "blank", device: "rec", channel: "blank", control: true },
    ],
  };
  const { good } = judgeCard({ files: { node: NODE, electrodes }, beside: {} }, allKinds);
  const spikes: Spike[] = [];
  const percepts: Percept[] = [];
  const run = await NodeRun.prepare({
    card: good ?? assert.fail(),
    kinds: allKinds,
    store: new VolatileStore<SavedSections>({}),
    seed: 1,
    log: () => {},
    speed: "max",
    start: 0,
    quality: "floor",
    network: undefined,
    host: undefined,
    models: undefined,
    onEvent: (event) => {
      if (event.type === "spike") spikes.push(event.spike);
      if (event.type === "percept") percepts.push(event.percept);
    },
  });
  await run.run(new AbortController().signal);
  const near = (hour: number) => spikes.filter(({ peak }) => Math.abs(peak - hour * HOUR - 90) < 120);
  assert.deepEqual(
    new Set(near(7).map(({ electrode }) => electrode)),
    new Set(["blank", "e1"]),
    "both spikes are told",
  );
  const [alone] = near(5);
  assert.equal(alone?.electrode, "e1");
  const marked = percepts.filter(({ source, tags }) => source === "electrode/e1" && tags.includes("shared"));
  assert.equal(marked.length, 1);
  assert.equal(marked[0]?.data.control, "blank");
  assert.ok(Math.abs((marked[0]?.at ?? 0) - 7 * HOUR) < 20 * 60);
  const glyph = run.node.inputs.all[0]?.electrodes[0]?.glyph;
  assert.ok(glyph !== undefined && ["rest", "pause", "silence"].includes(glyph.name), "and what goes on now is known");
});
