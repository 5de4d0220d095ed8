import type { PageWords } from "../catalogue/page.js";
import { count, grammar } from "./grammar.js";

const { whole } = grammar;

export const page: PageWords = {
  sections: {
    spikes: "Spikes",
    time: "Time",
    threads: "Threads",
    reflexes: "Reflexes",
    learnt: "Learnt",
    alerts: "Alerts",
    lost: "Lost",
  },
  columns: {
    spikes: ["electrode", "spikes", "upward", "median mV", "largest mV", "at", "bursts", "trains", "silences"],
    time: ["electrode", "active", "resting", "silent", "drifting", "disturbed", "not heard"],
    threads: ["thread", "begun", "ended", "held", "salience", "end", "goal"],
    reflexes: ["reflex", "times", "first", "last", "does"],
    alerts: ["alert", "times", "first", "last", "text"],
  },
  title: ({ name, length, from, utc, here, to }) =>
    `${name}: ${grammar.duration(length)}, ${from}${utc === undefined ? "" : ` (${utc}${here === undefined ? "" : `, ${here}`})`} to ${to}`,
  breaths({ breaths, calls, percepts, commits, bytes }) {
    const called = calls.map(([cause, times]) => `${times} by ${cause}`).join(", ");
    const otherwise = called === "" ? "" : ` (phases begun otherwise than by the rhythm: ${called})`;
    const kept = `${count(commits, "commit")} (${grammar.size(bytes)})`;
    return `${count(breaths, "breath")}${otherwise}, ${count(percepts, "percept")}, ${kept}.`;
  },
  readings: (counts) => `Readings: ${counts.map(([event, times]) => `${event} ${times}`).join(", ")}.`,
  threads({ begun, done, culled, longest }) {
    const shown = longest === undefined ? "" : ` The ${longest} that held the attention longest:`;
    return `${whole(begun)} begun, ${whole(done)} done, ${whole(culled)} culled.${shown}`;
  },
  ends: { done: "done", culled: "culled", alive: "alive" },
  does: {
    pulse: "pulse",
    level: "level",
    publish: "publish",
    alert: "alert",
    record: "record",
    breath: "breath",
    backup: "backup",
    mute: "mute",
    rest: "rest",
    command: "command",
  },
  insight({ sentence, seen, contradicted }) {
    return `${sentence} (seen ${seen}×${contradicted === 0 ? "" : `, contradicted ${contradicted}×`})`;
  },
  lost: ({ device, lost, reason }) => `${device}: ${count(lost, "row or read", "rows or reads")}; the last: ${reason}`,
  more: (times) => `and ${whole(times)} more`,
};
