import { AndasError } from "../../src/domain/errors.js";
import type { Program, ProgramListener, Programs } from "../../src/ports/programs.js";

/** One that was started: what it is told to print, and how it goes. */
export interface StartedProgram {
  readonly command: readonly string[];
  /** It was asked to end. */
  ended: boolean;
  print(text: string): void;
  die(how: string): void;
}

/** Programs that a test plays. */
export class FakePrograms implements Programs {
  /** What they answer, by command line; of one that is not here nobody has heard. */
  readonly answers = new Map<string, string | AndasError>();
  /** All that were ever started, in order. */
  readonly started: StartedProgram[] = [];
  /** Called with each that is started, at once after it is. */
  onStart: (program: StartedProgram) => void = () => {};

  async ask(command: readonly string[]): Promise<string> {
    const answer = this.answers.get(command.join(" "));
    if (answer === undefined) throw new AndasError("addon", `the program ${command[0]} is not installed`);
    if (typeof answer !== "string") throw answer;
    return answer;
  }

  start(command: readonly string[], listener: ProgramListener): Program {
    let over = false;
    const program: StartedProgram = {
      command,
      ended: false,
      print: (text) => {
        if (!over) listener.line(text);
      },
      die: (how) => {
        if (over) return;
        over = true;
        listener.ended(how);
      },
    };
    this.started.push(program);
    queueMicrotask(() => this.onStart(program));
    return {
      end: async () => {
        program.ended = true;
        program.die("died with SIGTERM");
      },
    };
  }

  /** Those that run now. */
  get running(): readonly StartedProgram[] {
    return this.started.filter(({ ended }) => !ended);
  }
}
