export type LogLevel = "debug" | "info" | "warn" | "error";

/** Where the node says what it does, in lines for people. The journal, a terminal, `log/<level>` on MQTT. */
export type Log = (level: LogLevel, line: string) => void;

export const silentLog: Log = () => {};
