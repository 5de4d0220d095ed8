import type { Contact, ContactFigures } from "../../domain/contact.js";
import type { Thread, Waiting } from "../../domain/thread.js";
import { iso } from "../../domain/time.js";
import type { AnswerWords, HeardNow, Scope } from "../catalogue/answers.js";
import { grammar } from "./grammar.js";
import { things } from "./things.js";

const { duration, fixed } = grammar;

export const answers: AnswerWords = {
  here: "noden är här",
  keptInMind: "det läggs på minnet",
  welcome: "var så god",
  inhalesNow: "noden andas in nu",
  inhalesAlready: "noden andas redan in, eller gör det aldrig",
  cleared: (alert) => `larmet ${alert} är avslutat`,
  allCleared: (alerts) => (alerts.length === 0 ? "inget larm står kvar" : `avslutade: ${grammar.list(alerts)}`),
  clearedAsNeedless: (alert) => `larmet ${alert} är avslutat, och behövdes inte`,
  listens: ({ electrodes, length }) => `noden lyssnar på ${electrodes.join(", ")} i ${duration(length)}`,
  asked: (by = "operatören") => `${by} bad om det`,
  hushed: ({ till, ...what }) => `noden tiger om ${about(what)} till ${till}`,
  toldAgain: (what) => `noden berättar om ${about(what)} igen`,
  mattersLess: (what) => `${about(what)} betyder mindre från och med nu`,
  labelled({ electrode, from, to, as, called }) {
    const was = called.length === 0 ? "" : `, här kallat ${called.map(things.name).join(", ")}`;
    return `${electrode} från ${from} till ${to} var ${things.name(as)}${was}`;
  },
  undone: ({ word, at }) => `"${word}" från ${at} är återtaget`,
  thread: ({ id, goal, what }) => `tråden ${id}, "${goal}", ${what === "dismissed" ? "släpps" : "är bekräftad"}`,
  insight: ({ sentence, what }) => `"${sentence}" väger ${what === "dismissed" ? "mindre" : "mer"} nu`,
  dumps: ({ rows, parts }) => {
    const part = parts === 1 ? "en del" : `${parts} delar`;
    return rows === 1 ? "en rad är på väg" : `${rows} rader är på väg, i ${part}`;
  },
  contacts: (all) =>
    all
      .map(({ electrode, figures }) => `${electrode}: ${figures ? touches(figures) : "knappt hörd på sistone"}`)
      .join("; ") || "noden har inga elektroder",
  calibrated: ({ electrode, offset_mv, gain }) =>
    `kanalen för ${electrode} rättas från och med nu: ${grammar.number(offset_mv)} mV fel, förstärkning ${grammar.number(gain)}`,
  hearing: (heard) => (heard.length === 0 ? "noden har inga elektroder" : heard.map(hears).join("; ")),
  learnt({ about: of, count, surest, suspected }) {
    const where = of === undefined ? "" : ` om ${of}`;
    const beside = suspected.length === 0 ? "" : `; misstänkt, inte säkert: ${suspected.slice(0, 2).join("; ")}`;
    if (count === 0) return `inget är lärt${where} än${beside}`;
    const sentences = surest.map(
      ({ sentence, confidence }) => `${sentence} (${Math.round(100 * confidence)} % säkert)`,
    );
    return `${count === 1 ? "en sak" : `${count} saker`} är lärt${where}; säkrast: ${sentences.join("; ")}${beside}`;
  },
  resends({ count, gone }) {
    const again = count === 0 ? "inget" : count === 1 ? "ett meddelande" : `${count} meddelanden`;
    return `${again} skickas igen${gone ? "; det som är borta finns inte längre att få" : ""}`;
  },
  snapshot: (topics) => `det som står på ${topics === 1 ? "ett ämne" : `${topics} ämnen`} sägs en gång till`,
  restarts: "noden andas ut, och börjar om",
  tries: (version) => `andas ${version} är installerad: noden andas ut, och prövar den i tre andetag`,
  describes: (electrodes) => `en nod med ${electrodes === 1 ? "en elektrod" : `${electrodes} elektroder`}`,
  diagnosis: (problems) => (problems.length === 0 ? "inget är fel" : `att se efter: ${problems.join("; ")}`),
  cardInForce: (version) => `version ${version} av kortet gäller`,
  cardWanted: (version) => `version ${version} av kortet granskas: config/reported säger vad det blir av den`,
  noThread: "inget har uppmärksamheten: det finns ingen tråd",
  why: ({ thread, threshold, now, until }) =>
    `${standing(thread, threshold, now)}. ${comesOf(thread)}. ${comesNext(thread, until)}.`,
};

const CONTACT: Readonly<Record<Contact, string>> = { good: "bra", loose: "glappar", dry: "torr", off: "av" };

function touches({ contact, settling, noise }: ContactFigures): string {
  const still = settling ? ", svänger in sig än" : "";
  return `${CONTACT[contact]}${still}${Number.isFinite(noise) ? `, brus ${grammar.millivolts(noise)} mV` : ""}`;
}

function about({ type, electrode }: Scope): string {
  return `${type === undefined ? "allt" : things.name(type)}${electrode === undefined ? "" : ` på ${electrode}`}`;
}

function hears({ electrode, glyph, lastSpike }: HeardNow): string {
  const goesOn = glyph === undefined ? "inget hört än" : `${things.name(glyph.name)} sedan ${duration(glyph.length)}`;
  const last =
    lastSpike === undefined ? "ingen spik sedan starten" : `den senaste spiken för ${duration(lastSpike)} sedan`;
  return `${electrode}: ${goesOn}, ${last}`;
}

/** `t-4 "följa skuren på e2" har uppmärksamheten: tyngd 0,71, från 0,40 kan en tråd få den` */
function standing({ id, goal, status, salience, lastActive }: Thread, threshold: number, now: number): string {
  const ago = `för ${duration(now - lastActive)} sedan`;
  const is = {
    active: "har uppmärksamheten",
    paused: `hade uppmärksamheten senast ${ago}`,
    frozen: `lämnades ${ago} och är frusen`,
    complete: "är över",
  }[status];
  const line = `${id} "${goal}" ${is}`;
  if (status === "complete") return line;
  return `${line}: tyngd ${fixed(salience, 2)}, från ${fixed(threshold, 2)} kan en tråd få den`;
}

function comesOf({ why, refs }: Thread): string {
  const boosts = why.boosts.map(({ by, boost }) => `${by === "surprise" ? "överraskning" : by} ${fixed(boost, 2)}`);
  if (boosts.length === 0) return refs.length === 0 ? "Den hänvisar inte till något" : "Det den kom av har klingat av";
  const less = [
    ...(why.age < 0.995 ? [`mindre för åldern (gånger ${fixed(why.age, 2)})`] : []),
    ...(why.habituation < 0.995 ? [`mindre för att det inte är något nytt (gånger ${fixed(why.habituation, 2)})`] : []),
  ];
  return `Det kommer av ${[boosts.join(", "), ...less].join(", ")}`;
}

function comesNext({ state, waiting, status }: Thread, until: string | undefined): string {
  if (status === "complete") return `Så slutade den: ${state.phase}`;
  if (waiting === undefined) return `Härnäst: ${state.nextStep}`;
  return `Den väntar på ${awaited(waiting)}, som längst till ${until ?? iso(waiting.until)}; sedan: ${state.nextStep}`;
}

const PHASES: Readonly<Record<string, string>> = {
  ...{ inhale: "inandningen", hold: "hållet", exhale: "utandningen", pause: "pausen" },
};

function awaited({ for: what, name }: Waiting): string {
  const plain = {
    percept: "något som rör den",
    time: "sin tid",
    phase: "en fas",
    reply: "ett svar",
    model: "en läsning",
  };
  if (name === undefined) return plain[what];
  if (what === "phase") return PHASES[name] ?? name;
  return what === "model" ? `${plain[what]} av ${things.name(name)}` : `${plain[what]} från ${name}`;
}
