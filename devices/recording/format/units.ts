import type { Unit } from "../row/column.js";

/** A unit of voltage, and how many of it one number is: `mV/10` is a tenth. */
export interface Voltage {
  readonly unit: Unit;
  readonly factor: number;
}

/** From a unit to millivolts; one of the two is 1, so that only one of them rounds. */
export const TO_MILLIVOLTS: Readonly<Record<Unit, { readonly times: number; readonly per: number }>> = {
  mV: { times: 1, per: 1 },
  V: { times: 1000, per: 1 },
  uV: { times: 1, per: 1000 },
  nV: { times: 1, per: 1e6 },
};

/** What is measured in a unit that is no voltage. */
export type OtherQuantity = "temperature" | "humidity" | "light" | "other";

const PREFIXES: Readonly<Record<string, Unit>> = { "": "V", m: "mV", u: "uV", n: "nV" };
const WORDS: Readonly<Record<string, string>> = { milli: "m", mili: "m", micro: "u", mikro: "u", nano: "n" };
const VOLTAGE =
  /^(?:(\d+(?:\.\d+)?)\s*[x×*]?\s*)?(milli|mili|micro|mikro|nano|[munµμ]?)v(?:olts?|oltios?|oltios|dc|ac|rms|_rms|pp)?\.?(?:\s+(?:dc|ac|rms|vs\.?\s.*))?(?:\s*([/*×x])\s*(\d+(?:\.\d+)?))?$/i;
const OTHERS: readonly (readonly [RegExp, OtherQuantity])[] = [
  [/^(°\s*c|º\s*c|℃|deg\.?\s*c|degc|celsius|grad c)$/i, "temperature"],
  [/^(% ?rh|rh ?%|%rf|% ?r\.?h\.?)$/i, "humidity"],
  [/^(lx|lux)$/i, "light"],
  [
    /^(%|°f|℉|deg ?f|°|deg|degrees?|k|kelvin|[hkm]?pa|m?bar|psi|[munpµμk]?a|[munµμ]?amps?|[kmg]?hz|db[mµuv]?|[kmg]?(ohm|Ω|Ω)s?|[mc]?m|mm\/h|m\/s.?|km\/h|g|mg|ppm|ppb|w|mw|w\/m.*|rpm|ph|l|ml|kg|lumen|counts?|cnt|lsb|adu)$/i,
    "other",
  ],
];

/** `mV`, `µV`, `Volts`, `[mV]`, `mV/10`: a voltage, however it is written. */
export function voltageFrom(text: string): Voltage | undefined {
  const found = VOLTAGE.exec(bare(text));
  if (found === null) return undefined;
  const [, many, prefix = "", sign, number] = found;
  const short = prefix.toLowerCase().replace(/[µμ]/, "u");
  const unit = PREFIXES[WORDS[short] ?? short];
  if (unit === undefined) return undefined;
  const scale = number === undefined ? 1 : sign === "/" ? 1 / Number(number) : Number(number);
  return { unit, factor: Number(many ?? 1) * scale };
}

/** `mV`, `V`, `uV`, `µV` or `nV`, however it is written. */
export function unitFrom(text: string): Unit | undefined {
  const voltage = voltageFrom(text);
  return voltage?.factor === 1 ? voltage.unit : undefined;
}

/** A unit of something else, where it stands alone. */
export function otherFrom(text: string): OtherQuantity | undefined {
  const plain = bare(text);
  return OTHERS.find(([pattern]) => pattern.test(plain))?.[1];
}

function bare(text: string): string {
  return text
    .trim()
    .replace(/^[([{<|/]\s*|\s*[)\]}>|]$/g, "")
    .trim();
}

/** A header, and what it says of its unit. */
export interface HeaderUnit {
  readonly voltage: Voltage | undefined;
  readonly other: OtherQuantity | undefined;
  /** The header less its unit. */
  readonly less: string;
}

const LOGGER_NOTE = /\s*\((?:LGR|SEN|LBL)[^)]*\)/i;
const LABEL = /LBL:\s*([^),]+)/i;
const BRACKETS = /\s*[([{<]\s*([^()[\]{}<>]+?)\s*[)\]}>]/g;
const BEHIND = [
  /^(.*?)_([^_\s]+)$/,
  /^(.*?)\s+in\s+([^\s]+)$/i,
  /^(.*?)\s*,\s*([^,]+)$/,
  /^(.*?)\s+\/\s*([^\s].*)$/,
  /^(.*?)\/([^/\s]+)$/,
];
/** Without a sign before it, a lone `V` may as well be number five. */
const BEHIND_A_SPACE = /^(.*?)[\s.-]+([nmuµμ]v|(?:milli|micro|mikro|nano)?volts?)$/i;
const BEFORE = /^([nmuµμ]v)[\s_.-]+(.+)$/i;
const ALONE = /^([nmuµμ]v|(?:milli|micro|mikro|nano)?volts?)$/i;

/** The unit in a header: `e1 (mV)`, `e1 [µV]`, `e1_uV`, `e1 / mV`, `Voltage, V (LGR …)`, `e1 in mV`, `e1 mV`, `mV`. */
export function unitIn(header: string): HeaderUnit {
  const label = LABEL.exec(header)?.[1];
  const text = header.replace(LOGGER_NOTE, "").trim();
  for (const [all, inside = ""] of text.matchAll(BRACKETS)) {
    const voltage = voltageFrom(inside);
    const other = voltage === undefined ? otherFrom(inside) : undefined;
    if (voltage) return { voltage, other: undefined, less: label ?? text.replace(all, " ") };
    if (other) return { voltage, other, less: label ?? text.replace(all, " ") };
  }
  for (const pattern of BEHIND) {
    const [, less = "", unit = ""] = pattern.exec(text) ?? [];
    const voltage = voltageFrom(unit);
    const comma = voltage === undefined && pattern === BEHIND[2] ? otherFrom(unit) : undefined;
    if (voltage) return { voltage, other: undefined, less: label ?? less };
    if (comma) return { voltage, other: comma, less: text };
  }
  const behind = BEHIND_A_SPACE.exec(text);
  if (behind?.[2] !== undefined)
    return { voltage: voltageFrom(behind[2]), other: undefined, less: label ?? behind[1] ?? "" };
  const before = BEFORE.exec(text);
  if (before?.[1] !== undefined)
    return { voltage: voltageFrom(before[1]), other: undefined, less: label ?? before[2] ?? "" };
  if (ALONE.test(text)) return { voltage: voltageFrom(text), other: undefined, less: label ?? "" };
  return { voltage: undefined, other: undefined, less: label ?? text };
}
