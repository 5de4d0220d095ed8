import type { Files } from "../../ports/files.js";
import { CommandLog } from "../command-log.js";
import { DurableAdapter } from "../durable-adapter.js";
import { nameOf } from "../log/segment.js";
import { readRecords } from "../outbox/read-records.js";
import type { StateFormat } from "../state-format.js";
import { OUTBOX_FOLDER, readOutbox } from "./outbox-files.js";

/** The form of what is exported. */
const VERSION = 1;
/** So many messages are read from the disk at once. */
const BATCH = 64;
/** From the best to the one before it. */
const STATES = ["state", "state.last-good"];

/**
 * The whole state as one JSON, a piece at a time: the sections with their versions, what the senses knew, what waits in the outbox, and
 * which commands came. What was asked and answered is left out; credentials are no part of a state. Touches nothing.
 */
export async function* exportState(files: Files, folder: string, format: StateFormat): AsyncGenerator<string> {
  const { from, sections } = await stateIn(files, folder, format);
  const senses = (await new DurableAdapter(files, folder, "senses").peek()) ?? null;
  const { contents } = await readOutbox(files, folder);
  const { commands } = await CommandLog.open(files, folder, () => {});
  const told = commands.map(({ id, name, begun, sent }) => ({ id, name, begun, sent }));
  const head = { v: VERSION, from, sections, senses, commands: told };
  const dropped = { dropped: contents.dropped, dropped_ranges: contents.droppedRanges };
  yield `${JSON.stringify(head).slice(0, -1)},"outbox":${JSON.stringify(dropped).slice(0, -1)},"waiting":[`;
  let before = "\n";
  for await (const json of waiting(files, folder, contents)) {
    yield `${before}${json}`;
    before = ",\n";
  }
  yield "\n]}}\n";
}

/** The best state that can be read; null where none can. */
async function stateIn(files: Files, folder: string, format: StateFormat) {
  for (const name of STATES) {
    const sections = await new DurableAdapter(files, folder, name, format).peek();
    if (sections !== undefined) return { from: `${name}.json`, sections };
  }
  return { from: null, sections: null };
}

/** Records of messages, in the order of their names. What cannot be read is left out. */
async function* waiting(
  files: Files,
  folder: string,
  { entries }: Awaited<ReturnType<typeof readOutbox>>["contents"],
): AsyncGenerator<string> {
  const due = [...entries.after()].filter(({ fate }) => fate === "waiting");
  const log = {
    read: async ({ number }: { readonly number: number }, offset: number, length: number) => {
      const bytes = await files.readBytes(`${folder}/${OUTBOX_FOLDER}/${nameOf(number)}`, offset, length);
      return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    },
  };
  for (let i = 0; i < due.length; i += BATCH)
    for (const json of (await readRecords(log, due.slice(i, i + BATCH))).values()) if (json !== undefined) yield json;
}
