import {
  isDeviceSource,
  isElectrodeSource,
  isEnvironmentSource,
  isNeighbourSource,
  isReflexSource,
  nameIn,
} from "../../domain/percept-source.js";
import type { Things } from "../catalogue/grammar.js";
import { count } from "./grammar.js";

/** Bare, with its article, definite, many. */
type Noun = readonly [bare: string, one: string, the: string, many: string];

const NOUNS: Readonly<Record<string, Noun>> = {
  // Glyphs.
  gap: ["lucka", "en lucka", "luckan", "luckor"],
  unheard: ["ohört", "en ohörd stund", "den ohörda stunden", "ohörda stunder"],
  settling: ["insvängning", "en insvängning", "insvängningen", "insvängningar"],
  artefact: ["artefakt", "en artefakt", "artefakten", "artefakter"],
  burst: ["skur", "en skur", "skuren", "skurar"],
  train: ["spiktåg", "ett spiktåg", "spiktåget", "spiktåg"],
  spike: ["spik", "en spik", "spiken", "spikar"],
  drift: ["drift", "en drift", "driften", "drifter"],
  silence: ["tystnad", "en tystnad", "tystnaden", "tystnader"],
  pause: ["paus", "en paus", "pausen", "pauser"],
  rest: ["vila", "en vila", "vilan", "vilor"],
  stir: ["rörelse", "en rörelse", "rörelsen", "rörelser"],
  // Events of a reading.
  quiet: ["stillhet", "en stillhet", "stillheten", "stilla stunder"],
  rhythm: ["rytm", "en rytm", "rytmen", "rytmer"],
  irregular: ["oregelbundet", "en oregelbunden följd", "den oregelbundna följden", "oregelbundna följder"],
  wave: ["våg", "en våg", "vågen", "vågor"],
  scatter: ["spritt", "en spridd rörelse", "den spridda rörelsen", "spridda rörelser"],
  // Troubles of an electrode, of a device, of the board.
  shared: ["gemensam störning", "en gemensam störning", "den gemensamma störningen", "gemensamma störningar"],
  "no-signal": ["signalbortfall", "ett signalbortfall", "signalbortfallet", "signalbortfall"],
  flat: ["platt signal", "en platt signal", "den platta signalen", "platta signaler"],
  saturation: ["mättning", "en mättning", "mättningen", "mättningar"],
  "lead-off": ["lös elektrod", "en lös elektrod", "den lösa elektroden", "lösa elektroder"],
  hum: ["brum", "ett brum", "brummet", "brum"],
  handling: ["beröring", "en beröring", "beröringen", "beröringar"],
  glitches: ["glapp", "ett glapp", "glappet", "glapp"],
  clock: ["klockfel", "ett klockfel", "klockfelet", "klockfel"],
  fault: ["fel", "ett fel", "felet", "fel"],
  temperature: ["värme", "en värmetopp", "värmen", "värmetoppar"],
  supply: ["spänningsfall", "ett spänningsfall", "spänningsfallet", "spänningsfall"],
  memory: ["minnesbrist", "en minnesbrist", "minnesbristen", "minnesbrister"],
  disk: ["platsbrist", "en platsbrist", "platsbristen", "platsbrister"],
  battery: ["batteriet", "ett svagt batteri", "batteriet", "svaga batterier"],
  panel: ["solpanelen", "en skymd solpanel", "solpanelen", "skymda solpaneler"],
  // What surrounds the electrodes.
  frost: ["frost", "en frost", "frosten", "frostnätter"],
  thaw: ["töväder", "ett töväder", "tövädret", "töväder"],
  heat: ["hetta", "en hetta", "hettan", "heta stunder"],
  "heat-over": ["hettans slut", "ett slut på hettan", "hettans slut", "slut på hettan"],
  rain: ["regn", "ett regn", "regnet", "regn"],
  "rain-over": ["regnets slut", "ett slut på regnet", "regnets slut", "slut på regnet"],
  change: ["plötslig ändring", "en plötslig ändring", "den plötsliga ändringen", "plötsliga ändringar"],
  // The sky, and what the node does.
  dawn: ["gryning", "en gryning", "gryningen", "gryningar"],
  dusk: ["skymning", "en skymning", "skymningen", "skymningar"],
  "white-night": ["vit natt", "en vit natt", "den vita natten", "vita nätter"],
  "polar-night": ["polarnatt", "en polarnatt", "polarnatten", "polarnätter"],
  season: ["ny årstid", "en ny årstid", "den nya årstiden", "nya årstider"],
  withdrawn: ["tillbakadragen", "ett tillbakadragande", "tillbakadragandet", "tillbakadraganden"],
  resumed: ["tillbaka", "en återkomst", "återkomsten", "återkomster"],
  surge: ["våg av skurar", "en våg av skurar", "vågen av skurar", "vågor av skurar"],
};

export const things: Things = {
  name: (type) => nounOf(type)[0],
  one: (type) => nounOf(type)[1],
  the: (type) => nounOf(type)[2],
  many: (type) => nounOf(type)[3],
  count: (times, type) => count(times, things.name(type), things.many(type)),
  tally: (counts) =>
    Object.entries(counts)
      .map(([type, times]) => things.count(times, type))
      .join(", "),
};

/** Where something was: `på e1`, `hos oak-1`, `i datorn`, `från reflexen handled`. */
export function from(source: string): string {
  if (isElectrodeSource(source)) return `på ${nameIn(source)}`;
  if (isEnvironmentSource(source)) return `vid ${nameIn(source)}`;
  if (isNeighbourSource(source)) return `hos ${nameIn(source)}`;
  if (isReflexSource(source)) return `från reflexen ${nameIn(source)}`;
  return isDeviceSource(source) || source === "host" ? `i ${bodyPart(source)}` : `från ${bodyPart(source)}`;
}

const SENSES: Readonly<Record<string, string>> = {
  ...{ host: "datorn", node: "noden", sky: "himlen", operator: "operatören" },
  ...{ clock: "klockan", reader: "läsaren", glyphs: "glyferna" },
};

/** `datorn`, `enheten fungi` */
export function bodyPart(source: string): string {
  if (isDeviceSource(source)) return `enheten ${nameIn(source)}`;
  return Object.hasOwn(SENSES, source) ? SENSES[source]! : source;
}

/** What there is no word for keeps its name. */
function nounOf(type: string): Noun {
  return Object.hasOwn(NOUNS, type) ? NOUNS[type]! : [type, type, type, type];
}
