import type { LedgerState } from "../breathing/energy/ledger-state.js";
import { messageOf } from "../domain/errors.js";
import type { Seconds } from "../domain/time.js";
import type { Files } from "../ports/files.js";
import type { Log } from "../ports/log.js";
import { DurableAdapter } from "../storage/durable-adapter.js";
import type { Recovery } from "../storage/sealed-file.js";
import { type SavedSections, Sections, type SetAside } from "../storage/sections.js";
import type { OpenReport, StateStore } from "../storage/state-store.js";
import { type NodeState, nodeState, STATE_FORMAT } from "./node-state.js";

/**
 * The state of an open store, each part for its owner. What had to be mended is said, a line each.
 */
export async function takeState(
  store: StateStore<SavedSections>,
  { recovered, newer, unlocked }: OpenReport,
  log: Log,
): Promise<NodeState> {
  if (recovered) log("warn", tellRecovery(recovered));
  if (newer !== undefined) log("warn", newer);
  if (unlocked !== undefined) log("warn", unlocked);
  const sections = new Sections(store.state);
  const state = nodeState(sections);
  for (const part of sections.setAside) log("warn", await keptAside(store, part));
  return state;
}

/** What was wrong with the state, what the node goes on with, and where the damaged files are. */
function tellRecovery({ from, reason, quarantined }: Recovery): string {
  const goesOn = from === "last-good" ? "the node goes on with the last good state" : "nothing is left, it begins anew";
  const aside = quarantined.length > 0 ? `; what was damaged is kept as ${quarantined.join(", ")}` : "";
  return `${reason}: ${goesOn}${aside}; if it happens again, change the disk`;
}

async function keptAside(store: StateStore<SavedSections>, { name, holds, reason, saved }: SetAside): Promise<string> {
  const cost = `"${name}" of the state cannot be read (${reason}): the node goes on without ${holds}, and with all the rest`;
  try {
    return `${cost}; it is kept as ${await store.setAside(name, saved)}: report that file, or delete it`;
  } catch (error) {
    return `${cost}; it is not kept yet, and nothing is committed before it is: ${messageOf(error)}`;
  }
}

/** When the state in a folder was last committed, touching nothing: a node may run on it. Undefined where nobody knows. */
export async function lastCommit(files: Files, folder: string): Promise<Seconds | undefined> {
  const saved = await new DurableAdapter(files, folder, "state", STATE_FORMAT).peek();
  return saved && readSaved(saved).committed;
}

/** What a node would find in a saved state of the present form, and which parts of it it could not read. */
export function readSaved(saved: object): {
  readonly committed: Seconds | undefined;
  readonly setAside: readonly SetAside[];
} {
  const sections = new Sections({ ...saved });
  const { committed } = nodeState(sections);
  return { committed: committed.value ?? undefined, setAside: sections.setAside };
}

/** The energy ledger in a folder and when it was committed, touching nothing: a node may run on it. Undefined where there is no state. */
export async function keptLedger(
  files: Files,
  folder: string,
): Promise<{ readonly ledger: LedgerState; readonly at: Seconds; readonly damaged: string | undefined } | undefined> {
  const saved = await new DurableAdapter(files, folder, "state", STATE_FORMAT).peek();
  if (saved === undefined) return undefined;
  const sections = new Sections({ ...saved });
  const { energy, committed } = nodeState(sections);
  const damaged = sections.setAside.find(({ name }) => name === "energy")?.reason;
  return { ledger: energy.value, at: committed.value ?? 0, damaged };
}
