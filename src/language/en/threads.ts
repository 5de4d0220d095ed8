import type { Doubt, ThreadWords } from "../catalogue/threads.js";
import { grammar } from "./grammar.js";

const WHY: Readonly<Record<Doubt, (type: string) => string>> = {
  doubted: (type) => `a ${type} was something else before`,
  shared: () => "a control electrode shows the same",
  control: (type) => `a control electrode shows a ${type}`,
  trouble: (type) => type,
};

export const threads: ThreadWords = {
  phase: { begun: "new", waiting: "waiting", listening: "listening" },
  nothingMore: "nothing more",
  end: {
    dismissed: "dismissed by the operator",
    longEnough: "it has been followed for long enough",
    timeOver: "its time is over",
    unknownKind: "nobody knows how to go on with it",
  },
  paused: ({ id, goal, ago }) => `thread ${id}: ${goal}, paused ${grammar.duration(ago)} ago`,
  somebodyAsked: "somebody asked",
  selfTrigger: (reflex) =>
    `reflex ${reflex} would answer what it led to itself, and was cut off: give its "when" a narrower source or type`,

  answerOperator: {
    goal: (command) => `answer the operator: ${command}`,
    next: "let the answer go out",
    end: "answered",
    because: "the operator waits for an answer",
  },
  doubtElectrode: {
    goal: ({ electrode, why, type }) => `doubt ${electrode}: ${WHY[why](type)}`,
    see: "see whether it happens again",
    trustAgain: "trust it again if nothing comes",
    end: (electrode) => `${electrode} is trusted again`,
  },
  followBurst: {
    goal: ({ type, electrode }) => `follow the ${type} on ${electrode}`,
    listenOn: "listen on while it goes on",
    ifMoreComes: "listen on if more comes",
    end: "it is quiet again",
    because: (goal) => `listen on: ${goal}`,
  },
  hearOutRhythm: {
    goal: (electrode) => `hear out the rhythm on ${electrode}`,
    next: "hear the next beat",
    end: "the rhythm has broken off",
  },
  keepTheBattery: {
    goal: (type) => `keep the battery: ${type}`,
    tell: "tell people",
    see: "see whether it recovers",
    short: "power runs short",
    end: "there is power again",
  },
  mindAbsence: {
    goal: (subject) => `mind what did not come on ${subject}`,
    next: "see whether it comes late",
    cameLate: ({ type, after }) => `a ${type} came ${grammar.duration(after)} after its time`,
    end: "it did not come",
    missed: (sentence) => `${sentence}; this time it did not come`,
    expected: (electrode) => `${electrode} is expected`,
  },
  mindTheBoard: {
    goal: ({ source, type }) => `mind ${bodyPart(source)}: ${type}`,
    see: "see whether it gets worse",
    letGo: "let it go if nothing comes",
    end: "nothing more of it",
  },
  reviewReflex: {
    goal: ({ reflex, type }) => `review what reflex ${reflex} did: ${type}`,
    next: "look at it",
    end: "seen",
  },
  traceWave: {
    goal: (electrodes) => `trace the wave over ${electrodes.join(", ")}`,
    next: "see where it goes",
    hearNeighbours: "hear whether it reached a neighbour",
    end: "it has passed",
  },
  wonder: {
    goal: (subject) => `wonder what this is on ${subject}`,
    see: "see whether it comes again",
    readAgain: "have it read again",
    leave: "leave it if it does not come again",
    because: (subject) => `${subject} showed something without a name`,
    end: "it did not come again",
  },
};

/** `the board`, `device fungi` */
export function bodyPart(source: string): string {
  return source === "host" ? "the board" : source.replace("/", " ");
}
