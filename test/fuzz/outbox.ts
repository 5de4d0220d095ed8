import assert from "node:assert/strict";
import { checkOutbox } from "../../src/storage/fsck/outbox-files.js";
import { encodeRecord } from "../../src/storage/log/record.js";
import { writeDropped, writeMessage, writeSent, writeSummary } from "../../src/storage/outbox/records.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { anOutbox, FOLDER } from "../storage/outbox/an-outbox.js";
import type { Mutator } from "./mutator.js";
import { NOTHING_MORE, type Target } from "./target.js";

/** A segment's records, as a node writes them. */
const RECORDS: readonly string[] = [
  writeSummary({ boot: 7, dropped: 3, ranges: [{ boot: 6, from: 1, to: 3 }] }),
  ...[1, 2, 3, 4].map((seq) =>
    writeMessage({
      ...{ boot: 7, seq, at: 946_684_800 + seq, quality: "ntp", cycle: seq, topic: `spike/e${seq}` },
      payload: JSON.stringify({ v: 1, boot: 7, seq, text: "ö" }),
    }),
  ),
  writeSent([{ boot: 7, from: 1, to: 2 }]),
  writeDropped([{ boot: 7, from: 3, to: 3 }], 4),
];

/** What a power cut, a worn card or a curious hand may leave of the outbox. */
export const outbox: Target = {
  name: "outbox",
  reads: "the outbox's segments, by a node and by `andas fsck`",
  share: 36,
  names: ["boot", "seq", "at", "tq", "cycle", "topic", "payload", "sent", "dropped", "total", "summary", "v", "ranges"],
  block: 1,
  begin: async () => ({ feed: open, end: NOTHING_MORE }),
};

async function open(mutator: Mutator): Promise<string> {
  const names = [1, 2, mutator.pick([3, 40, 99_999_999])].slice(0, 1 + mutator.below(3));
  const paths = names.map((name) => `${FOLDER}/${String(name).padStart(8, "0")}.log`);
  const disk = new CrashFiles({
    "/s/state.json": "",
    ...Object.fromEntries(paths.map((path) => [path, segment(mutator)])),
  });
  await checkOutbox(disk, "/s");
  const node = await anOutbox(disk);
  assert.ok(Number.isSafeInteger(node.boot), `boot ${node.boot}`);
  const before = node.outbox.depth;
  node.put("alert/new");
  await node.outbox.commit();
  assert.equal(node.outbox.trouble, undefined);
  let last: string | undefined;
  for await (const message of node.outbox.waiting()) last = message.topic;
  assert.equal(last, "alert/new", "what is told from now on goes out, and last");
  return before > 0 ? "some of it read" : "nothing of it read";
}

/** Records whose check sums are right, in whatever they say; or right records in bytes that are not. */
function segment(mutator: Mutator): Uint8Array {
  const isRight = mutator.chance(0.5);
  const lines = RECORDS.map((json) =>
    encodeRecord(isRight && mutator.chance(0.4) ? mutator.json(JSON.parse(json)) : json),
  );
  const bytes = Buffer.concat(lines);
  return isRight ? bytes : mutator.bytes(bytes);
}
