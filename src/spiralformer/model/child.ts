/**
 * The model's own process: it opens the model, proves it, says hello, and answers calls until its parent is gone. Whatever goes wrong
 * here, a missing instruction of the processor or memory that runs out, costs the node one reading.
 *
 *     child.js MODEL.onnx CARD.json
 */
import { readFile } from "node:fs/promises";
import { messageOf } from "../../domain/errors.js";
import { loadAddon } from "../../ports/os/addons.js";
import { milliseconds } from "../../ports/os/stopwatch.js";
import type { ModelCard } from "./card.js";
import type { FromModel, ToModel } from "./messages.js";
import { ModelSession, type Onnx } from "./session.js";

const [model, card] = process.argv.slice(2) as [string, string];

function tell(message: FromModel): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()));
}

async function open(): Promise<ModelSession> {
  const onnx = (await loadAddon("onnxruntime-node")) as Onnx;
  // The parent has looked at the card already; a second look would cost as much memory as the model itself.
  const held = JSON.parse(await readFile(card, "utf8")) as ModelCard;
  const began = milliseconds();
  const session = await ModelSession.open(onnx, model, held, milliseconds);
  await tell({ kind: "hello", milliseconds: milliseconds() - began });
  return session;
}

async function answer(session: ModelSession, message: ToModel): Promise<void> {
  if (message.kind === "remember") session.memory.restore(message.memory);
  else await tell({ kind: "answer", id: message.id, said: await session.run(message.call) });
}

async function fail(error: unknown): Promise<never> {
  await tell({ kind: "failed", reason: messageOf(error).split("\n", 1)[0] ?? "" });
  process.exit(1);
}

// Ctrl-C and systemd call all processes of a node at once; this one is needed until its parent has exhaled, and ends with it.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
process.on("disconnect", () => process.exit(0));
let last = open();
last.catch(fail);
process.on("message", (message) => {
  // One after the other: each call needs what the one before has left.
  last = last.then(async (session) => {
    await answer(session, message as ToModel);
    return session;
  });
  last.catch(fail);
});
