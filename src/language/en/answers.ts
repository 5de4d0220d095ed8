import type { ContactFigures } from "../../domain/contact.js";
import type { Thread, Waiting } from "../../domain/thread.js";
import { iso } from "../../domain/time.js";
import type { AnswerWords, HeardNow, Scope } from "../catalogue/answers.js";
import { grammar } from "./grammar.js";

const { duration, fixed } = grammar;

export const answers: AnswerWords = {
  here: "the node is here",
  keptInMind: "it will be kept in mind",
  welcome: "you are welcome",
  inhalesNow: "the node inhales now",
  inhalesAlready: "the node inhales already, or never does",
  cleared: (alert) => `the alert ${alert} is cleared`,
  allCleared: (alerts) => (alerts.length === 0 ? "no alert stands" : `cleared: ${grammar.list(alerts)}`),
  clearedAsNeedless: (alert) => `the alert ${alert} is cleared, and was not needed`,
  listens: ({ electrodes, length }) => `the node listens to ${electrodes.join(", ")} for ${duration(length)}`,
  asked: (by = "the operator") => `${by} asked`,
  hushed: ({ till, ...what }) => `nothing is told of ${about(what)} till ${till}`,
  toldAgain: (what) => `${about(what)} is told again`,
  mattersLess: (what) => `${about(what)} matters less from now on`,
  labelled({ electrode, from, to, as, called }) {
    const was = called.length === 0 ? "" : `, which was called ${called.join(", ")} here`;
    return `${electrode} from ${from} to ${to} was ${as}${was}`;
  },
  undone: ({ word, at }) => `the "${word}" of ${at} is taken back`,
  thread: ({ id, goal, what }) => `thread ${id}, "${goal}", ${what === "dismissed" ? "is let go" : "is confirmed"}`,
  insight: ({ sentence, what }) => `"${sentence}" ${what === "dismissed" ? "counts for less" : "counts for more"}`,
  dumps: ({ rows, parts }) => {
    const part = parts === 1 ? "one part" : `${parts} parts`;
    return rows === 1 ? "one row is on its way" : `${rows} rows are on their way, in ${part}`;
  },
  hearing: (heard) => (heard.length === 0 ? "the node has no electrodes" : heard.map(hears).join("; ")),
  learnt({ about: of, count, surest, suspected }) {
    const where = of === undefined ? "" : ` about ${of}`;
    const beside = suspected.length === 0 ? "" : `; suspected, and not sure: ${suspected.slice(0, 2).join("; ")}`;
    if (count === 0) return `nothing was learnt${where} yet${beside}`;
    const sentences = surest.map(({ sentence, confidence }) => `${sentence} (${Math.round(100 * confidence)} % sure)`);
    const things = count === 1 ? "one thing was" : `${count} things were`;
    return `${things} learnt${where}; the surest: ${sentences.join("; ")}${beside}`;
  },
  resends({ count, gone }) {
    const again = count === 0 ? "nothing is" : count === 1 ? "one message is" : `${count} messages are`;
    return `${again} sent again${gone ? "; what is gone cannot be had any more" : ""}`;
  },
  snapshot: (topics) => `what stands on ${topics === 1 ? "one topic" : `${topics} topics`} is told once more`,
  contacts: (all) =>
    all
      .map(({ electrode, figures }) => `${electrode}: ${figures ? touches(figures) : "hardly heard of late"}`)
      .join("; ") || "the node has no electrodes",
  calibrated: ({ electrode, offset_mv, gain }) =>
    `the channel of ${electrode} is set right from now on: ${offset_mv} mV off, gain ${gain}`,
  restarts: "the node breathes out, and begins anew",
  tries: (version) => `andas ${version} is installed: the node breathes out, and tries it for three breaths`,
  describes: (electrodes) => `a node with ${electrodes === 1 ? "one electrode" : `${electrodes} electrodes`}`,
  diagnosis: (problems) => (problems.length === 0 ? "nothing is wrong" : `to look at: ${problems.join("; ")}`),
  cardInForce: (version) => `version ${version} of the card is in force`,
  cardWanted: (version) => `version ${version} of the card is looked at: config/reported says what becomes of it`,
  noThread: "nothing has the attention: there is no thread",
  why: ({ thread, threshold, now, until }) =>
    `${standing(thread, threshold, now)}. ${comesOf(thread)}. ${comesNext(thread, until)}.`,
};

function touches({ contact, settling, noise }: ContactFigures): string {
  const still = settling ? ", still settling" : "";
  return `${contact}${still}${Number.isFinite(noise) ? `, noise ${grammar.millivolts(noise)} mV` : ""}`;
}

function about({ type = "anything", electrode }: Scope): string {
  return `${type}${electrode === undefined ? "" : ` on ${electrode}`}`;
}

function hears({ electrode, glyph, lastSpike }: HeardNow): string {
  const goesOn = glyph === undefined ? "nothing heard yet" : `${glyph.name} for ${duration(glyph.length)}`;
  const last = lastSpike === undefined ? "no spike in this life" : `the last spike ${duration(lastSpike)} ago`;
  return `${electrode}: ${goesOn}, ${last}`;
}

/** `t-4 "follow the burst on e2" has the attention: salience 0.71, from 0.40 on a thread may take it` */
function standing({ id, goal, status, salience, lastActive }: Thread, threshold: number, now: number): string {
  const ago = `${duration(now - lastActive)} ago`;
  const is = {
    active: "has the attention",
    paused: `was last minded ${ago}`,
    frozen: `was left ${ago} and is frozen`,
    complete: "is over",
  }[status];
  const line = `${id} "${goal}" ${is}`;
  if (status === "complete") return line;
  return `${line}: salience ${fixed(salience, 2)}, from ${fixed(threshold, 2)} on a thread may take it`;
}

function comesOf({ why, refs }: Thread): string {
  const boosts = why.boosts.map(({ by, boost }) => `${by} ${fixed(boost, 2)}`);
  if (boosts.length === 0) return refs.length === 0 ? "It refers to nothing" : "What it came of has faded";
  const less = [
    ...(why.age < 0.995 ? [`less for its age (times ${fixed(why.age, 2)})`] : []),
    ...(why.habituation < 0.995 ? [`less because it is nothing new (times ${fixed(why.habituation, 2)})`] : []),
  ];
  return `That comes of ${[boosts.join(", "), ...less].join(", ")}`;
}

function comesNext({ state, waiting, status }: Thread, until: string | undefined): string {
  if (status === "complete") return `It ended: ${state.phase}`;
  if (waiting === undefined) return `Next: ${state.nextStep}`;
  return `It waits for ${awaited(waiting)}, at most until ${until ?? iso(waiting.until)}; then: ${state.nextStep}`;
}

function awaited({ for: what, name }: Waiting): string {
  const plain = {
    percept: "something of its own",
    time: "its time",
    phase: "a phase",
    reply: "a reply",
    model: "a reading",
  };
  if (name === undefined) return plain[what];
  return what === "phase" ? `the ${name}` : `${plain[what]} of ${name}`;
}
