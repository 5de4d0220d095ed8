/**
 * The model's own process: it opens the model, proves it, says hello, and answers calls until its parent is gone. Whatever goes wrong
 * here, a missing instruction of the processor or memory that runs out, costs the node one reading.
 *
 *     child.js MODEL.onnx CARD.json
 */
import { readFile } from "node:fs/promises";
import { messageOf } from "../../domain/errors.js";
import { milliseconds } from "../../ports/os/stopwatch.js";
import { type FromModel, isToModel } from "./messages.js";
import { loadOnnx } from "./onnx.js";
import { ModelSession } from "./session.js";
import { isSessionCard } from "./session-card.js";

const [model = "", card = ""] = process.argv.slice(2);

function send(message: FromModel): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()));
}

async function open(): Promise<ModelSession> {
  const onnx = await loadOnnx();
  const held: unknown = JSON.parse(await readFile(card, "utf8"));
  if (!isSessionCard(held)) throw new Error(`${card} is no card of this version`);
  const began = milliseconds();
  const session = await ModelSession.open(onnx, model, held, milliseconds);
  await send({ kind: "hello", milliseconds: milliseconds() - began });
  return session;
}

async function answer(session: ModelSession, message: unknown): Promise<void> {
  if (!isToModel(message)) throw new Error("was told what it does not understand");
  if (message.kind === "remember") session.memory.restore(message.memory);
  else await send({ kind: "answer", id: message.id, said: await session.run(message.call) });
}

async function fail(error: unknown): Promise<never> {
  await send({ kind: "failed", reason: messageOf(error).split("\n", 1)[0] ?? "" });
  process.exit(1);
}

// Ctrl-C and systemd call all processes of a node at once; this one is needed until its parent has exhaled, and ends with it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
process.on("disconnect", () => process.exit(0));
let last = open();
last.catch(fail);
process.on("message", (message) => {
  // One after the other: each call needs what the one before has left.
  last = last.then(async (session) => {
    await answer(session, message);
    return session;
  });
  last.catch(fail);
});
