import { messageOf } from "../../domain/errors.js";
import type { MessageRange } from "../../domain/message.js";
import type { Files } from "../../ports/files.js";

/** What lies in one file of a state's folder, and what is to be done about it. */
export interface Finding {
  /** Its name below the folder. */
  readonly file: string;
  readonly bytes: number;
  /** In a few words, what can be read of it. */
  readonly holds: string;
  /** What is wrong, and what a node does with it. Absent where it is whole. */
  readonly trouble?: string;
  /** What of it cannot be read. */
  readonly lost?: Lost;
  /** Absent where there is nothing to mend, or nothing can. */
  readonly mend?: Mend;
}

/** Bytes that make no sense. */
export interface Lost {
  readonly bytes: number;
  /** As far as one can still tell. */
  readonly records: number;
  /** Messages that were in them and are nowhere else, as far as they still say their names. */
  readonly numbers: readonly MessageRange[];
}

/** A repair that takes away nothing which could be read. */
export interface Mend {
  /** What was done, once it is: `removed`. */
  readonly how: string;
  /** @throws what the system says */
  run(): Promise<void>;
}

/** A finding, and what became of it. */
export interface Checked extends Omit<Finding, "mend"> {
  /** `mendable`: it would have been mended, had that been asked for. */
  readonly verdict: "whole" | "mended" | "mendable" | "damaged";
  readonly how?: string;
}

/** Mends what can be mended, if `repair` says so. A repair that fails is told, and keeps no other from being made. */
export async function settle(findings: readonly Finding[], repair: boolean): Promise<readonly Checked[]> {
  const checked: Checked[] = [];
  for (const finding of findings) checked.push(await settled(finding, repair));
  return checked;
}

async function settled({ mend, ...found }: Finding, repair: boolean): Promise<Checked> {
  if (found.trouble === undefined) return { ...found, verdict: "whole" };
  if (mend === undefined) return { ...found, verdict: "damaged" };
  if (!repair) return { ...found, verdict: "mendable", how: mend.how };
  try {
    await mend.run();
    return { ...found, verdict: "mended", how: mend.how };
  } catch (error) {
    return { ...found, verdict: "damaged", trouble: `${found.trouble}; it could not be mended: ${messageOf(error)}` };
  }
}

/** Cuts a file off behind what can be read of it. */
export function cutOff(files: Files, path: string, length: number): Mend {
  return {
    how: "cut off",
    async run() {
      const file = await files.openToAppend(path);
      try {
        await file.truncate(length);
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

/** The whole of a file, or why it cannot be read. */
export async function bytesOf(files: Files, path: string): Promise<Buffer | { readonly unreadable: string }> {
  try {
    const bytes = (await files.readBytes(path, 0, (await files.size(path)) ?? 0)) ?? new Uint8Array();
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  } catch (error) {
    return { unreadable: `the disk cannot read it (${messageOf(error)})` };
  }
}

/** `1 message`, `2 messages`. */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
