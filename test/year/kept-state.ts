import type { CrashFiles } from "../fakes/crash-files.js";
import { type Kept, keptIn } from "../node/kept.js";
import { FOLDER } from "./a-life.js";

const STATE = `${FOLDER}/state.json`;

/** Knows what the node committed, and sees whether it is there after a power cut: every byte of it, or of what was about to follow it. */
export class KeptState {
  #bytes: Uint8Array | undefined;

  /** The node says that it committed. */
  committed(disk: CrashFiles): void {
    this.#bytes = disk.bytes(STATE);
  }

  /** Says what is wrong with the state that lies on a disk after a power cut, where there is something. */
  foundOn(after: CrashFiles, before: CrashFiles): string | undefined {
    const found = after.bytes(STATE);
    const candidates = [this.#bytes, before.bytes(STATE), before.bytes(`${STATE}.tmp`)];
    if (!candidates.some((bytes) => isSame(bytes, found)))
      return `the committed state is gone, what is there is ${tell(found)}`;
    this.#bytes = found;
    return undefined;
  }

  /** What must be known to the node that wakes now; undefined where nothing was committed. */
  get kept(): Kept | undefined {
    return this.#bytes && keptIn(Buffer.from(this.#bytes).toString("utf8"));
  }
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return Buffer.compare(one, other) === 0;
}

function tell(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? "nothing" : `${bytes.length} bytes: ${Buffer.from(bytes).toString("utf8").slice(0, 80)}`;
}
