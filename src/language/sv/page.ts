import type { PageWords } from "../catalogue/page.js";
import { breathing } from "./breathing.js";
import { count, grammar } from "./grammar.js";
import { things } from "./things.js";

const { whole } = grammar;

export const page: PageWords = {
  sections: {
    spikes: "Spikar",
    time: "Tid",
    threads: "Trådar",
    reflexes: "Reflexer",
    learnt: "Lärt",
    alerts: "Larm",
    lost: "Förlorat",
  },
  columns: {
    spikes: ["elektrod", "spikar", "uppåt", "median mV", "störst mV", "vid", "skurar", "spiktåg", "tystnader"],
    time: ["elektrod", "livlig", "vilar", "tyst", "driver", "störd", "ohörd"],
    threads: ["tråd", "början", "slut", "i fokus", "tyngd", "utgång", "mål"],
    reflexes: ["reflex", "gånger", "först", "sist", "gör"],
    alerts: ["larm", "gånger", "först", "sist", "text"],
  },
  title: ({ name, length, from, utc, here, to }) =>
    `${name}: ${grammar.duration(length)}, ${from}${utc === undefined ? "" : ` (${utc}${here === undefined ? "" : `, ${here}`})`} till ${to}`,
  breaths({ breaths, calls, percepts, commits, bytes }) {
    const called = calls.map(([cause, times]) => `${breathing.cause[cause]} ${times}`).join(", ");
    const otherwise = called === "" ? "" : ` (faser som började annat än av rytmen: ${called})`;
    const kept = `sparat ${count(commits, "gång", "gånger")} (${grammar.size(bytes)})`;
    return `${count(breaths, "andetag", "andetag")}${otherwise}, ${count(percepts, "förnimmelse", "förnimmelser")}, ${kept}.`;
  },
  readings: (counts) => `Läsningar: ${counts.map(([event, times]) => `${things.name(event)} ${times}`).join(", ")}.`,
  threads({ begun, done, culled, longest }) {
    const shown = longest === undefined ? "" : ` De ${longest} som längst hade uppmärksamheten:`;
    return `${whole(begun)} började, ${whole(done)} blev klara, ${whole(culled)} gallrades.${shown}`;
  },
  ends: { done: "klar", culled: "gallrad", alive: "lever" },
  does: {
    pulse: "lyser till",
    level: "slår om",
    publish: "säger",
    alert: "larmar",
    record: "spelar in",
    breath: "andas",
    backup: "kopierar",
    mute: "tystar",
    rest: "drar sig tillbaka",
    command: "ger kommando",
  },
  insight({ sentence, seen, contradicted }) {
    return `${sentence} (sett ${seen}×${contradicted === 0 ? "" : `, motsagt ${contradicted}×`})`;
  },
  lost: ({ device, lost, reason }) =>
    `${device}: ${count(lost, "rad eller läsning", "rader eller läsningar")}; senast: ${reason}`,
  more: (times) => `och ${whole(times)} till`,
};
