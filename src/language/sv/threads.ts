import type { Doubt, ThreadWords } from "../catalogue/threads.js";
import { grammar } from "./grammar.js";
import { bodyPart, things } from "./things.js";

const WHY: Readonly<Record<Doubt, (type: string) => string>> = {
  doubted: (type) => `${things.one(type)} var något annat förra gången`,
  shared: () => "en kontrollelektrod visar detsamma",
  control: (type) => `en kontrollelektrod visar ${things.one(type)}`,
  trouble: things.name,
};

export const threads: ThreadWords = {
  phase: { begun: "ny", waiting: "väntar", listening: "lyssnar" },
  nothingMore: "inget mer",
  end: {
    dismissed: "avfärdad av operatören",
    longEnough: "den har följts länge nog",
    timeOver: "dess tid är ute",
    unknownKind: "ingen vet hur den ska fortsätta",
  },
  paused: ({ id, goal, ago }) => `tråd ${id}: ${goal}, vilar sedan ${grammar.duration(ago)}`,
  somebodyAsked: "någon bad om det",
  selfTrigger: (reflex) =>
    `reflexen ${reflex} skulle svara på det som den själv ledde till, och stoppades: ge dess "when" snävare source eller type`,

  answerOperator: {
    goal: (command) => `svara operatören: ${command}`,
    next: "låta svaret gå ut",
    end: "besvarad",
    because: "operatören väntar på svar",
  },
  doubtElectrode: {
    goal: ({ electrode, why, type }) => `tvivla på ${electrode}: ${WHY[why](type)}`,
    see: "se om det händer igen",
    trustAgain: "lita på den igen om inget kommer",
    end: (electrode) => `${electrode} är att lita på igen`,
  },
  followBurst: {
    goal: ({ type, electrode }) => `följa ${things.the(type)} på ${electrode}`,
    listenOn: "lyssna vidare så länge det pågår",
    ifMoreComes: "lyssna vidare om det kommer mer",
    end: "det är tyst igen",
    because: (goal) => `lyssna vidare: ${goal}`,
  },
  hearOutRhythm: {
    goal: (electrode) => `lyssna färdigt på rytmen på ${electrode}`,
    next: "höra nästa slag",
    end: "rytmen har brutits",
  },
  keepTheBattery: {
    goal: (type) => `spara på strömmen: ${things.name(type)}`,
    tell: "säga till",
    see: "se om det repar sig",
    short: "strömmen tryter",
    end: "det finns ström igen",
  },
  mindAbsence: {
    goal: (subject) => `tänka på det som uteblev ${on(subject)}`,
    next: "se om det kommer sent",
    cameLate: ({ type, after }) => `${things.one(type)} kom ${grammar.duration(after)} efter sin tid`,
    end: "det kom inte",
    missed: (sentence) => `${sentence}; den här gången kom det inte`,
    expected: (electrode) => `${electrode} väntas`,
  },
  mindTheBoard: {
    goal: ({ source, type }) => `se till ${bodyPart(source)}: ${things.name(type)}`,
    see: "se om det blir värre",
    letGo: "släppa det om inget kommer",
    end: "inget mer av det",
  },
  reviewReflex: {
    goal: ({ reflex, type }) => `se över vad reflexen ${reflex} gjorde: ${things.name(type)}`,
    next: "titta på det",
    end: "sedd",
  },
  traceWave: {
    goal: (electrodes) => `följa vågen över ${electrodes.join(", ")}`,
    next: "se vart den går",
    hearNeighbours: "höra om den nådde en granne",
    end: "den har dragit förbi",
  },
  wonder: {
    goal: (subject) => `undra vad detta är ${on(subject)}`,
    see: "se om det kommer igen",
    readAgain: "låta läsa det en gång till",
    leave: "lämna det om det inte kommer igen",
    because: (subject) => `${whole(subject)} visade något utan namn`,
    end: "det kom inte igen",
  },
};

/** The grove as a whole is a subject too. */
export function whole(subject: string): string {
  return subject === "grove" ? "lunden" : subject;
}

function on(subject: string): string {
  return subject === "grove" ? "i lunden" : `på ${subject}`;
}
