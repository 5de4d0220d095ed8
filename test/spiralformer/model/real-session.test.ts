import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { CallMode } from "../../../src/domain/wake.js";
import type { Onnx, OnnxSession } from "../../../src/spiralformer/model/onnx.js";
import type { ReaderCall } from "../../../src/spiralformer/model/reader.js";
import { ModelSession } from "../../../src/spiralformer/model/session.js";
import { temporary } from "../../config/card-folder.js";
import { bits, card, MODEL, onnx, skip, someCall } from "./real-model.js";

async function openSession(found = onnx as Onnx): Promise<ModelSession> {
  return ModelSession.open(found, MODEL, card, () => 0);
}

/** A session that has inhaled a little. */
async function inhaled(): Promise<ModelSession> {
  const session = await openSession();
  for (const slot of [1, 2, 3]) await session.run(someCall("inhale", slot));
  return session;
}

test("what a hold says and leaves is to the bit the same, whatever arrives meanwhile", { skip }, async (t) => {
  const hold = async (call: ReaderCall) => {
    const session = await inhaled();
    t.after(() => session.close());
    return bits(await session.run(call));
  };
  const still = await hold(someCall("hold", 4, { loud: 0, channels: 1 }));
  const storm = someCall("hold", 4, { loud: 2, channels: 8 });
  assert.deepEqual(await hold(storm), still);
  assert.deepEqual(
    await hold({ ...storm, channel: storm.channel.slice(2), ...rows(storm, 6), expert: 2, wide: true }),
    still,
  );
});

/** The first channels' part of a call. */
function rows({ glyph, feature, history }: ReaderCall, channels: number) {
  return {
    glyph: glyph.slice(0, channels),
    feature: feature.slice(0, (feature.length / glyph.length) * channels),
    history: history.slice(0, (history.length / glyph.length) * channels),
  };
}

test("every other call is told of what arrives, and a hold of what was inhaled", { skip }, async (t) => {
  for (const mode of ["inhale", "local", "released"] as const) {
    const [quiet, loud] = [await inhaled(), await inhaled()];
    t.after(() => Promise.all([quiet.close(), loud.close()]));
    const answer = bits(await quiet.run(someCall(mode, 4, { loud: 0 })));
    assert.notDeepEqual(bits(await loud.run(someCall(mode, 4))), answer, mode);
  }
  const [some, none] = [await inhaled(), await openSession()];
  t.after(() => Promise.all([some.close(), none.close()]));
  const hold = someCall("hold", 4);
  assert.notDeepEqual(bits(await some.run(hold)), bits(await none.run(hold)));
});

/** The kernels that onnxruntime ran in each of these calls, by its own profile: the type of each. */
async function kernelsOf(t: TestContext, modes: readonly CallMode[]): Promise<string[][]> {
  const folder = await temporary(t);
  let session: (OnnxSession & { endProfiling(): void }) | undefined;
  const profiling: Onnx = {
    ...{ Tensor: (onnx as Onnx).Tensor },
    InferenceSession: {
      create: async (path, options) => {
        const told = { ...options, enableProfiling: true, profileFilePrefix: join(folder, "profile") };
        session = (await (onnx as Onnx).InferenceSession.create(path, told)) as typeof session & OnnxSession;
        return session;
      },
    },
  };
  const model = await openSession(profiling);
  // Until the ring has something to attend to, and then the calls that count.
  const calls = [...(["inhale", "inhale", "inhale"] as const), ...modes];
  for (const [slot, mode] of calls.entries()) await model.run(someCall(mode, slot + 1));
  session?.endProfiling();
  await model.close();
  const [file] = await readdir(folder);
  const events = JSON.parse(await readFile(join(folder, file ?? ""), "utf8")) as Profiled[];
  const runs = events.filter(({ name }) => name === "model_run").toSorted((a, b) => a.ts - b.ts);
  return runs
    .slice(-modes.length)
    .map(({ ts, dur }) =>
      events
        .filter((event) => event.name.endsWith("_kernel_time") && event.ts >= ts && event.ts <= ts + dur)
        .map(({ args }) => args.op_name ?? ""),
    );
}

interface Profiled {
  readonly name: string;
  readonly ts: number;
  readonly dur: number;
  readonly args: { readonly op_name?: string };
}

test("compute is really skipped: by onnxruntime's own profile ever fewer kernels run from inhale to hold", {
  skip,
}, async (t) => {
  const kernels = await kernelsOf(t, ["inhale", "local", "released", "hold"]);
  const [inhale = [], local = [], released = [], hold = []] = kernels;
  const counts = kernels.map((all) => all.length);
  assert.ok(
    inhale.length > local.length && local.length > released.length && released.length > hold.length && hold.length > 0,
    `${counts}`,
  );
  const count = (all: readonly string[], kind: RegExp) => all.filter((name) => kind.test(name)).length;
  // Attention is a softmax over what is remembered, between two products of matrices that are no weights.
  assert.deepEqual(
    kernels.map((all) => count(all, /Softmax/)),
    [2, 1, 0, 0],
  );
  assert.ok(count(inhale, /^MatMul$/) >= 4, "two products in each layer");
  assert.equal(count(hold, /^MatMul$/), 0);
  const products = kernels.map((all) => count(all, /MatMul|Gemm/));
  assert.deepEqual(
    products,
    products.toSorted((a, b) => b - a),
  );
  assert.equal(new Set(products).size, 4, `${products}`);
});
