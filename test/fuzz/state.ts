import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { SenseKeeper } from "../../src/acquisition/sense-keeper.js";
import { STATE_FORMAT } from "../../src/node/node-state.js";
import { takeState } from "../../src/node/open-state.js";
import { CommandLog } from "../../src/storage/command-log.js";
import { DurableAdapter } from "../../src/storage/durable-adapter.js";
import { seal, unseal } from "../../src/storage/envelope.js";
import { encodeRecord } from "../../src/storage/log/record.js";
import type { SavedSections } from "../../src/storage/sections.js";
import { Store } from "../../src/storage/store.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeProcesses } from "../fakes/fake-processes.js";
import type { Mutator } from "./mutator.js";
import { NOTHING_MORE, type Target } from "./target.js";

/** Of a node of andas 0.1.0: it goes through every migration. */
const OLD = new URL("../../../test/storage/fixtures/state-of-0.1.0.json", import.meta.url);

const COMMANDS: readonly object[] = [1, 2, 3].map((id) => ({
  ...{ id, name: "note", payload: '{"text":"rain"}', answerTopic: "andas/1/test/n1/res/note", correlation: "AAE=" },
  ...{ delivery: id, stands: false, begun: id === 1, answer: '{"v":1}', sent: id === 1 },
}));
const SENSES = {
  version: "0.2.0",
  at: 946_684_800,
  resting: ["adc"],
  inputs: { adc: { at: 946_684_800, electrodes: {} } },
};

/** A whole node's state, as it lies in a file. */
interface Sealed {
  readonly text: string;
  readonly version: number;
  readonly data: object;
}

/** What a node keeps of itself. */
export const state: Target = {
  name: "state",
  reads: "the state, its last good one, the senses and the commands that wait, in their files",
  share: 15,
  names: ["boot", "percepts", "attention", "committed", "mutes", "outbox", "v", "data", "threads", "insights", "pool"],
  block: 1000,
  begin: async () => {
    const states = [await oldState(), await presentState()];
    return { feed: (mutator) => wake(mutator, mutator.pick(states)), end: NOTHING_MORE };
  },
};

async function oldState(): Promise<Sealed> {
  return sealedOf(await readFile(OLD, "utf8"));
}

/** The same, brought up to the present. */
async function presentState(): Promise<Sealed> {
  const files = new CrashFiles({ "/s/state.json": (await oldState()).text });
  const { store } = await opened(files);
  await store.commit();
  return sealedOf(Buffer.from(files.bytes("/s/state.json") ?? []).toString("utf8"));
}

function sealedOf(text: string): Sealed {
  const found = unseal(text);
  assert.ok("data" in found);
  return { text, ...found };
}

async function opened(files: CrashFiles) {
  const processes = new FakeProcesses();
  const store = new Store<SavedSections>({ files, processes, folder: "/s", defaults: {}, format: STATE_FORMAT });
  const log: string[] = [];
  await takeState(store, await store.open(), (_, line) => void log.push(line));
  return { store, log };
}

async function wake(mutator: Mutator, valid: Sealed): Promise<string> {
  const files = new CrashFiles({
    "/s/state.json": stateFile(mutator, valid),
    ...(mutator.chance(0.3) && { "/s/state.last-good.json": stateFile(mutator, valid) }),
    "/s/senses.json": sealedFile(mutator, 1, SENSES),
    "/s/commands.log": commandFile(mutator),
  });
  const { store, log } = await opened(files);
  await store.commit();
  const say = (_: string, line: string) => void log.push(line);
  await new SenseKeeper({ adapter: new DurableAdapter(files, "/s", "senses"), version: "0.2.0", log: say }).takeUp(
    946_684_810,
  );
  const journal = await CommandLog.open(files, "/s", say);
  await journal.close();
  for (const line of log) assert.match(line, /^[^\n]+$/, line.slice(0, 400));
  return log.length > 0 ? "told" : "taken";
}

function stateFile(mutator: Mutator, { text, version, data }: Sealed): string | Uint8Array {
  if (mutator.chance(0.3)) return mutator.bytes(Buffer.from(text));
  return sealedFile(mutator, version, data);
}

/** Under a check sum that is right, where there can be one. */
function sealedFile(mutator: Mutator, version: number, data: object): string {
  const text = mutator.json(data);
  try {
    return seal(version, JSON.parse(text));
  } catch {
    return `{"v":${version},"crc32":"00000000","data":${text}}\n`;
  }
}

function commandFile(mutator: Mutator): Uint8Array {
  if (mutator.chance(0.5))
    return mutator.bytes(Buffer.concat(COMMANDS.map((one) => encodeRecord(JSON.stringify(one)))));
  return Buffer.concat(COMMANDS.map((one) => encodeRecord(mutator.json(one))));
}
