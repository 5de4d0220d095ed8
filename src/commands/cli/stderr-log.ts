import type { Log, LogLevel } from "../../ports/log.js";
import type { Io } from "./command.js";

const ORDER: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** Lines on stderr, from `least` on. systemd's journal knows their level by a number in front (sd-daemon(3)). */
export function stderrLog(io: Io, least: LogLevel): Log {
  const journal = io.env.JOURNAL_STREAM !== undefined;
  return (level, line) => {
    if (ORDER.indexOf(level) < ORDER.indexOf(least)) return;
    io.err(`${journal ? PRIORITY[level] : PREFIX[level]}${line}\n`);
  };
}

const PRIORITY: Readonly<Record<LogLevel, string>> = { debug: "<7>", info: "<6>", warn: "<4>", error: "<3>" };
const PREFIX: Readonly<Record<LogLevel, string>> = { debug: "", info: "", warn: "warning: ", error: "error: " };
