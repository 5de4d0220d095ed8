import { crc32 } from "node:zlib";

/** What stands in a state file, or why it cannot be believed. */
export type Unsealed = { readonly version: number; readonly data: object } | { readonly damage: string };

/**
 * A state file's text: JSON that a person can open, `{"v":1,"crc32":"…","data":{…}}`. The check covers the version and the data as
 * values, so that a pretty-printer does no harm and a flipped bit does not pass.
 */
export function seal(version: number, data: object): string {
  const text = JSON.stringify(data);
  return `{"v":${version},"crc32":"${check(version, text)}","data":${text}}\n`;
}

export function unseal(text: string): Unsealed {
  if (text === "") return { damage: "it is empty" };
  if (/^\0+$/.test(text)) return { damage: "it holds nothing but zeros" };
  let envelope: unknown;
  try {
    envelope = JSON.parse(text);
  } catch {
    return { damage: "it is torn or half written" };
  }
  if (!isEnvelope(envelope)) return { damage: "it is no state file of andas" };
  const { v: version, crc32: sum, data } = envelope;
  const right = checkOf(version, data);
  if (right === undefined || sum !== right)
    return { damage: "its check sum is wrong: damaged on the medium, or edited by hand" };
  return { version, data };
}

interface Sealed {
  readonly v: number;
  readonly crc32: string;
  readonly data: object;
}

function isEnvelope(value: unknown): value is Sealed {
  if (typeof value !== "object" || value === null) return false;
  const { v, data } = value as Partial<Sealed>;
  return Number.isInteger(v) && typeof data === "object" && data !== null;
}

/** Undefined for what is nested so deep that JSON can be read, and not said again. */
function checkOf(version: number, data: object): string | undefined {
  try {
    return check(version, JSON.stringify(data));
  } catch {
    return undefined;
  }
}

function check(version: number, text: string): string {
  return crc32(`${version} ${text}`).toString(16).padStart(8, "0");
}
