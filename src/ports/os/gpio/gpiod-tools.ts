import { AndasError, isAndasError, messageOf } from "../../../domain/errors.js";
import type { Programs } from "../../programs.js";
import type { GpioChip } from "./chips.js";

/** One that libgpiod sees, by the name of its file in /dev, which may be another after the next start. */
export interface GpiodChip extends GpioChip {
  readonly file: string;
}

/** What is asked of a line, beside its place. */
export interface LineWish {
  readonly chip: string;
  readonly offset: number;
  readonly activeLow: boolean;
}

/** The tools of one version of libgpiod, `gpiomon` and `gpioset`: how they are called, and what their words mean. */
export interface GpiodTools {
  readonly version: string;
  /** The tool says when it has its line; otherwise one that lives has it. */
  readonly announces: boolean;
  /** Watches a line; `debounceMs` only where the kernel is told to do it. */
  watch(line: LineWish, edges: "rising" | "both", debounceMs: number): readonly string[];
  /** Holds a line as long as it runs. */
  hold(line: LineWish, on: boolean): readonly string[];
  /** The tool has the kernel debounce; otherwise every edge comes. */
  readonly debounces: boolean;
  /** What a line of `watch` says: now it is on, now it is off; undefined of anything else. */
  edge(text: string): boolean | undefined;
}

/** libgpiod 2 (Debian trixie). Its `gpioset` is built without `--interactive` there: another level is another process. */
const SECOND: Omit<GpiodTools, "version"> = {
  announces: true,
  debounces: true,
  watch: ({ chip, offset, activeLow }, edges, debounceMs) => [
    ...["gpiomon", "--banner", "--consumer", "andas", "--chip", chip, "--edges", edges, "--format", "%e"],
    ...(debounceMs > 0 ? ["--debounce-period", `${debounceMs}ms`] : []),
    ...(activeLow ? ["--active-low"] : []),
    String(offset),
  ],
  hold: ({ chip, offset, activeLow }, on) => [
    ...["gpioset", "--banner", "--consumer", "andas", "--chip", chip],
    ...(activeLow ? ["--active-low"] : []),
    `${offset}=${on ? 1 : 0}`,
  ],
  edge: (text) => ({ "1": true, "2": false })[text],
};

/** libgpiod 1 (Debian bookworm). */
const FIRST: Omit<GpiodTools, "version"> = {
  announces: false,
  debounces: false,
  watch: ({ chip, offset, activeLow }, edges) => [
    ...["gpiomon", "--line-buffered", "--format=%e"],
    ...(edges === "rising" ? ["--rising-edge"] : []),
    ...(activeLow ? ["--active-low"] : []),
    ...[chip, String(offset)],
  ],
  hold: ({ chip, offset, activeLow }, on) => [
    ...["gpioset", "--mode=signal"],
    ...(activeLow ? ["--active-low"] : []),
    ...[chip, `${offset}=${on ? 1 : 0}`],
  ],
  edge: (text) => ({ "1": true, "0": false })[text],
};

/**
 * The tools that are installed.
 * @throws AndasError `device` where there are none, or of a version that nobody here knows
 */
export async function gpiodTools(programs: Programs): Promise<GpiodTools> {
  let said: string;
  try {
    said = await programs.ask(["gpiodetect", "--version"]);
  } catch (error) {
    throw new AndasError("device", `this kernel has no /sys/class/gpio, and ${whyNoTools(error)}`, error);
  }
  const version = /\(libgpiod\) v(\d[\w.-]*)/.exec(said)?.[1] ?? "";
  if (version.startsWith("2.")) return { version, ...SECOND };
  if (version.startsWith("1.")) return { version, ...FIRST };
  throw new AndasError(
    "device",
    `libgpiod ${version || "of an unknown version"} is not known here: install 1.6 or 2 (\`apt-get install gpiod\`)`,
  );
}

/** Every chip that `gpiodetect` lists; empty where there is none, or none that may be opened. */
export async function gpiodChips(programs: Programs): Promise<GpiodChip[]> {
  const listed = await programs.ask(["gpiodetect"]).catch(() => "");
  return [...listed.matchAll(/^(gpiochip\d+) \[(.*)\] \((\d+) lines?\)$/gm)].map(
    ([, file = "", label = "", lines = ""]) => ({ file, label, lines: Number(lines) }),
  );
}

function whyNoTools(error: unknown): string {
  if (isAndasError(error, "addon")) return "libgpiod's tools are not installed: run `apt-get install gpiod`";
  return `libgpiod's tools do not work (${messageOf(error)})`;
}
