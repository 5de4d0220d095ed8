import { z } from "zod";
import { messageOf } from "../domain/errors.js";
import { replaceFile } from "../ports/atomic-file.js";
import type { CommandJournal, NotedCommand } from "../ports/command-journal.js";
import type { AppendFile, Files } from "../ports/files.js";
import type { Log } from "../ports/log.js";
import { encodeRecord } from "./log/record.js";
import { scan } from "./log/segment.js";
import { stateError } from "./state-error.js";

const FILE = "commands.log";
/** Below this nobody minds what the file holds twice; above, it may hold everything so many times. */
const SMALL = 64 * 1024;
const TIMES = 4;

/** A line's JSON. Bytes are base64. */
const LINE = z.object({
  id: z.int().min(0),
  name: z.string(),
  payload: z.string(),
  answerTopic: z.string(),
  correlation: z.string().exactOptional(),
  delivery: z.int().exactOptional(),
  stands: z.boolean(),
  begun: z.boolean(),
  answer: z.string().exactOptional(),
  sent: z.boolean(),
});

/**
 * The journal of commands: `commands.log` in the state's folder, a record (`log/record.ts`) for each step of each command. One that was
 * torn counts for nothing, and nothing is ever appended to one: the first write of a run writes the file anew.
 */
export class CommandLog implements CommandJournal {
  readonly commands: readonly NotedCommand[];
  readonly #files: Files;
  readonly #folder: string;
  readonly #newest: Map<number, NotedCommand>;
  /** What no write has taken along yet. */
  #pending: Buffer[] = [];
  /** Undefined: the file must be written anew. */
  #file: AppendFile | undefined;
  /** How long it may become before it is. */
  #room = 0;
  #last: Promise<unknown> = Promise.resolve();
  #next: Promise<void> | undefined;

  private constructor(files: Files, folder: string, commands: readonly NotedCommand[]) {
    this.#files = files;
    this.#folder = folder;
    this.commands = commands;
    this.#newest = new Map(commands.map((command) => [command.id, command]));
  }

  /** Never throws: a file that cannot be read is said, and the commands in it are lost. */
  static async open(files: Files, folder: string, log: Log): Promise<CommandLog> {
    try {
      const bytes = Buffer.from((await files.read(`${folder}/${FILE}`)) ?? "");
      const odd = (why: string) =>
        log("warn", `a command that waited for its answer makes no sense, and is lost: ${why}`);
      return new CommandLog(files, folder, readCommands(bytes, odd));
    } catch (error) {
      log("warn", `commands that waited for their answers are lost: ${messageOf(stateError(error, folder))}`);
      return new CommandLog(files, folder, []);
    }
  }

  note(command: NotedCommand): void {
    this.#newest.set(command.id, command);
    this.#pending.push(lineOf(command));
  }

  forget(id: number): void {
    this.#newest.delete(id);
  }

  /** Many at once go to the medium together. */
  write(command: NotedCommand): Promise<void> {
    this.note(command);
    this.#next ??= this.#last.then(() => {
      this.#next = undefined;
      const flushed = this.#flush();
      this.#last = flushed.catch(() => {}); // who asked is told; the next one goes its own way
      return flushed;
    });
    return this.#next;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#file?.close();
    this.#file = undefined;
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#pending.splice(0));
    try {
      if (this.#file === undefined || this.#file.length + bytes.length > this.#room) return await this.#rewrite();
      await this.#file.append(bytes);
      await this.#file.sync();
    } catch (error) {
      // Nobody knows what lies there now. The next one writes everything anew.
      await this.#file?.close().catch(() => {});
      this.#file = undefined;
      throw stateError(error, this.#folder);
    }
  }

  async #rewrite(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
    const path = `${this.#folder}/${FILE}`;
    await replaceFile(this.#files, path, Buffer.concat([...this.#newest.values()].map(lineOf)).toString("utf8"));
    this.#file = await this.#files.openToAppend(path);
    this.#room = Math.max(SMALL, TIMES * this.#file.length);
  }
}

function lineOf(command: NotedCommand): Buffer {
  const { correlation, ...rest } = command;
  return encodeRecord(
    JSON.stringify({
      ...rest,
      ...(correlation !== undefined && { correlation: Buffer.from(correlation).toString("base64") }),
    }),
  );
}

/**
 * The newest of each command, in the order in which they came.
 * @param odd hears of each whole record that makes no sense, as a later andas may leave: it costs no other
 */
export function readCommands(bytes: Buffer, odd: (why: string) => void): NotedCommand[] {
  const newest = new Map<number, NotedCommand>();
  scan(bytes, (json) => {
    const command = commandIn(json.toString("utf8"));
    if (typeof command === "string") odd(command);
    else newest.set(command.id, command);
  });
  return [...newest.values()].sort((a, b) => a.id - b.id);
}

/** The command of a record, or why it is none. */
function commandIn(json: string): NotedCommand | string {
  let said: unknown;
  try {
    said = JSON.parse(json);
  } catch {
    return "it is no JSON"; // what JavaScript says of it has pieces of it, line ends and all
  }
  const read = LINE.safeParse(said);
  if (!read.success) return read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  const { correlation, ...rest } = read.data;
  return { ...rest, ...(correlation !== undefined && { correlation: Buffer.from(correlation, "base64") }) };
}
