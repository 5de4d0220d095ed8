import type { Files } from "../../ports/files.js";
import { unseal } from "../envelope.js";
import { numberIn } from "../log/segment.js";
import { NUMBERS_FILE } from "../number-file.js";
import { RAW_FOLDER } from "../ring/folder.js";
import { bytesOf, type Finding } from "./finding.js";
import { checkCommands, checkJson, checkNumbers, checkRecording, checkRing } from "./other-files.js";
import { checkOutbox, OUTBOX_FOLDER } from "./outbox-files.js";
import { checkSealedFiles, isSealedFile, type StateReading } from "./sealed-files.js";

const COMMANDS = "commands.log";
const RECORDINGS = "recordings";
const BACKUP = "backup";
/** Small files of JSON that a node writes at its start, and what each is. */
const JSON_FILES: Readonly<Record<string, string>> = {
  "source.json": "whose state it is",
  "last-good.json": "the last card that was in order",
};
/** Moved out of the way by a node or by us, for somebody to look at. */
const ASIDE = /\.(damaged|set-aside)-\d+\.json$/;
const LOCK = "andas.lock";
/** What a process that is gone left of its lock. */
const OLD_LOCK = /^andas\.lock\.\d+\.(stale|tmp)$/;
/** The state of something else that this node listened to. */
const OTHER_STATE = /^(by-recording|of-[a-z]+)$/;

/** Looks at everything in the folder of a state, and touches nothing: a finding for each file. */
export async function checkState(files: Files, folder: string, reading: StateReading): Promise<Finding[]> {
  const names = await files.list(folder);
  const backup = await namesIn(files, folder, BACKUP);
  const wholeBackup = await isWhole(files, `${folder}/${BACKUP}/state.json`);
  const findings = await checkSealedFiles(
    files,
    folder,
    names,
    reading,
    wholeBackup ? `${BACKUP}/state.json` : undefined,
  );
  for (const name of names) {
    const own = JSON_FILES[name];
    if (own !== undefined) findings.push(await checkJson(files, folder, name, own));
    else if (name === NUMBERS_FILE) findings.push(await checkNumbers(files, folder));
    else if (name === COMMANDS) findings.push(await checkCommands(files, folder, name));
    else findings.push(...(await checkRest(files, folder, name)));
  }
  findings.push(...(await checkOutbox(files, folder)));
  findings.push(...(await checkRing(files, folder)));
  for (const name of await namesIn(files, folder, RECORDINGS))
    if (name.endsWith(".csv")) findings.push(await checkRecording(files, folder, `${RECORDINGS}/${name}`));
  for (const finding of await checkSealedFiles(files, `${folder}/${BACKUP}`, backup, reading))
    findings.push({ ...finding, file: `${BACKUP}/${finding.file}` });
  for (const below of [OUTBOX_FOLDER, RAW_FOLDER, RECORDINGS, BACKUP])
    for (const name of await namesIn(files, folder, below))
      findings.push(...(await checkRest(files, folder, name, below)));
  return findings;
}

/** None where a file stands in the place of the folder. */
function namesIn(files: Files, folder: string, below: string): Promise<string[]> {
  return files.list(`${folder}/${below}`).catch(() => []);
}

async function isWhole(files: Files, path: string): Promise<boolean> {
  const bytes = await bytesOf(files, path);
  return !("unreadable" in bytes) && "data" in unseal(bytes.toString("utf8"));
}

/** What no other check knows: half-written files, what was put aside, and what is nobody's. */
async function checkRest(files: Files, folder: string, name: string, below?: string): Promise<Finding[]> {
  const file = below === undefined ? name : `${below}/${name}`;
  const bytes = (await files.size(`${folder}/${file}`).catch(() => undefined)) ?? 0;
  if (name === LOCK || isKnown(name, below)) return [];
  if (OLD_LOCK.test(name) || (name.endsWith(".tmp") && isKnown(name.slice(0, -".tmp".length), below))) {
    const mend = { how: "removed", run: () => files.remove(`${folder}/${file}`) };
    return [
      { file, bytes, holds: "nothing", trouble: "left half written by a power cut: it counts for nothing", mend },
    ];
  }
  if (ASIDE.test(name)) return [{ file, bytes, holds: "put aside before: look at it, report it, or delete it" }];
  if (below === undefined && OTHER_STATE.test(name))
    return [{ file, bytes: 0, holds: "other states: give --state a folder of them" }];
  return [{ file, bytes, holds: "no file of a state: left alone" }];
}

/** Another check looks at it. */
function isKnown(name: string, below: string | undefined): boolean {
  if (below === OUTBOX_FOLDER) return numberIn(name) !== undefined;
  if (below === RAW_FOLDER) return /^\d{8}\.raw$/.test(name);
  if (below === RECORDINGS) return name.endsWith(".csv");
  if (isSealedFile(name)) return true;
  if (below === BACKUP) return false;
  return name in JSON_FILES || [COMMANDS, NUMBERS_FILE, OUTBOX_FOLDER, RAW_FOLDER, RECORDINGS, BACKUP].includes(name);
}
