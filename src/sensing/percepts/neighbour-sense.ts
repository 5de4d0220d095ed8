import type { NeighbourBreath, NeighbourMessage, NeighbourPercept } from "../../domain/neighbour.js";
import type { Json, Noticed } from "../../domain/percept.js";
import {
  electrodeOf,
  isDeviceSource,
  isElectrodeSource,
  isEnvironmentSource,
  isPerceptSource,
  neighbourSource,
  type PerceptSource,
} from "../../domain/percept-source.js";
import { isTag } from "../../domain/tags.js";
import { DAY, type Seconds } from "../../domain/time.js";

/** That somebody answered matters little, what they hear will come by itself. */
const ANSWERED = 0.3;
/** That nobody over there listens matters less. */
const REFUSED = 0.1;

/** What is older than this when it arrives is history, and no percept. */
const OLDEST = DAY;

/**
 * What a neighbour notices at first hand, and what of it could be news here. Not what its reflexes made of it and not what it has
 * from its own neighbours: nothing may travel round in circles. Not its hours and dawns: they are ours. Of what people say to it
 * only remarks: the rest is meant for it alone.
 */
const FIRST_HAND: ReadonlySet<string> = new Set<PerceptSource>(["reader", "glyphs", "host", "node", "expectation"]);

/** What a neighbour says to us, and never notices. */
const TO_US = new Set(["listen", "answer"]);

const OURS_TO_GIVE = new Set(["from:operator", "from:neighbour", "handled"]);

/**
 * What a neighbour said, as a percept of source `neighbour/<id>`; undefined for what is not for us (see above).
 *
 *     intensity = what it says, within 0 and 1; 0.3 for an answer, 0.1 for a refusal
 *
 * Its time is its own, but never in the future, and the time of arrival where its clock knows none. Electrodes carry its name, so
 * that `e1` of `oak` is `oak/e1` here and nobody takes it for ours.
 */
export function neighbourPercept(word: Exclude<NeighbourMessage, NeighbourBreath>, now: Seconds): Noticed | undefined {
  if (word.kind === "answer")
    return {
      source: neighbourSource(word.node),
      type: "answer",
      intensity: word.ok ? ANSWERED : REFUSED,
      at: now,
      tags: ["from:neighbour"],
      data: { node: word.node, transaction: word.transaction, ok: word.ok, text: word.text },
    };
  const isRemark = word.source === "operator" && word.type === "note";
  if ((!isFirstHand(word.source) && !isRemark) || TO_US.has(word.type)) return undefined;
  if (!Number.isFinite(word.intensity) || !Number.isFinite(word.at)) return undefined;
  const at = word.quality === "floor" ? now : Math.min(word.at, now);
  if (at < now - OLDEST) return undefined;
  return {
    source: neighbourSource(word.node),
    type: word.type,
    intensity: Math.min(1, Math.max(0, word.intensity)),
    at,
    tags: tagsOf(word),
    data: { ...word.data, ...whereOf(word), node: word.node, of: word.source },
  };
}

/** What comes over the wire may be any text: what is no source of a percept is none of these either. */
function isFirstHand(source: string): boolean {
  const named = isElectrodeSource(source) || isEnvironmentSource(source) || isDeviceSource(source);
  return isPerceptSource(source) && (named || FIRST_HAND.has(source));
}

/** Known words only, and none that would say that it came from our own operator or was seen to. */
function tagsOf({ tags, historical }: NeighbourPercept): readonly string[] {
  const kept = tags.filter((tag) => isTag(tag) && !OURS_TO_GIVE.has(tag) && tag !== "historical");
  return [...new Set(["from:neighbour", ...(historical ? ["historical"] : []), ...kept])];
}

function whereOf({ node, source, data }: NeighbourPercept): Readonly<Record<string, Json>> {
  const own = electrodeOf(source) ?? data.electrode;
  const electrode = typeof own === "string" ? `${node}/${own}` : undefined;
  const listed = Array.isArray(data.electrodes) ? data.electrodes.filter((one) => typeof one === "string") : [];
  const electrodes =
    listed.length > 0 ? listed.map((one) => `${node}/${one}`) : electrode === undefined ? [] : [electrode];
  return { ...(electrode !== undefined && { electrode }), ...(electrodes.length > 0 && { electrodes }) };
}
