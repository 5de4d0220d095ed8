import { join } from "node:path";
import { messageOf } from "../domain/errors.js";
import type { Seconds } from "../domain/time.js";
import type { Clock } from "../ports/clock.js";
import type { Programs } from "../ports/programs.js";
import { type AccessPoint, openAccessPoint } from "./access-point.js";
import { type Door, type DoorSigns, openDoor } from "./door.js";
import { type Forwarder, forward } from "./forwarder.js";
import { type HarvestParts, type HarvestSoFar, harvest, type Place } from "./harvest.js";
import { findStick, mountStick, releaseStick } from "./stick.js";
import { readWish, type Wish } from "./wish.js";

/** How often it is looked whether the visit lasts, and whether a stick came. */
const LOOK: Seconds = 2;
/** What stays free: on the card room for what the node writes there, on a stick a little. */
const CARD_SPARE = 8 * 2 ** 20;
const STICK_SPARE = 2 ** 20;

export interface VisitParts extends HarvestParts {
  readonly clock: Clock;
  readonly programs: Programs;
  readonly language: string;
  /** The card's folder. */
  readonly card: string;
  /** Where a stick is mounted. */
  readonly stick: string;
  /** Where the node's wish stands (`wish.ts`). */
  readonly wish: string;
  /** The node's live page: where it is inside, and where it is to be found at the access point; undefined where it has none. */
  readonly live: { readonly host: string; readonly port: number } | undefined;
  /** The access point's own. */
  readonly address: string;
  /** Of the door: 80 on a node. */
  readonly port: number;
}

/**
 * A visit, from the wish to its end: the access point with its page, and meanwhile the harvest, onto a stick if there is one and onto the
 * card otherwise; onto a stick that comes later too. It ends with the wish, or when `stop` aborts, and puts everything back. What does not
 * go is said in the log and on the page, and ends nothing else.
 */
export async function visit(parts: VisitParts, stop: AbortSignal): Promise<void> {
  const { files, clock, programs, log, wish: path } = parts;
  const over = new AbortController();
  const { signal } = over;
  stop.addEventListener("abort", () => over.abort());
  if (stop.aborted) over.abort();
  let wish: Wish | undefined;
  const watching = watch(clock, signal, async () => {
    const now = await readWish(files, path);
    if (now === undefined) over.abort();
    wish = now;
  });
  const signs: Signs = { harvest: undefined, onStick: false, trouble: undefined, livePort: parts.live?.port };
  // Left by a visit that was broken off.
  await releaseStick(programs, parts.stick);
  const opened = await openUp(parts, () => ({ ...signs, wish }));
  try {
    await harvestAll(parts, signs, signal);
    await watching;
  } finally {
    over.abort();
    await opened.close();
    log("info", "the visit is over");
  }
}

/** What the page tells of the harvest. */
type Signs = { -readonly [Key in keyof Omit<DoorSigns, "wish">]: DoorSigns[Key] };

/** The access point, the door, and the way to the live page: what of them can be had. */
async function openUp(parts: VisitParts, signs: () => DoorSigns): Promise<{ close(): Promise<void> }> {
  const { programs, log, address, port, live } = parts;
  const point = await openAccessPoint(programs, log);
  const open: (AccessPoint | Door | Forwarder)[] = [];
  const attempt = async (what: string, one: () => Promise<Door | Forwarder>) => {
    try {
      open.push(await one());
    } catch (error) {
      log("warn", `${what} is not there: ${messageOf(error)}`);
    }
  };
  if (point !== undefined) {
    await attempt("the visit's page", () => openDoor({ address, port }, parts, signs));
    // A broker that listens on all addresses has the port already, and needs nobody to lead there.
    if (live !== undefined) await attempt("the way to the live page", () => forward(address, live.port, live));
    log("info", `the access point is open: its page is at http://${address}/`);
    open.push(point);
  }
  return {
    async close() {
      for (const one of open) await one.close();
    },
  };
}

/** Onto a stick as soon as there is one; where there is none at first, onto the card meanwhile. */
async function harvestAll(parts: VisitParts, signs: Signs, over: AbortSignal): Promise<void> {
  const { clock, programs, log, stick: folder } = parts;
  let refused: string | undefined;
  const ontoStick = async () => {
    const stick = await findStick(programs).catch(() => undefined);
    if (stick === undefined || stick === refused) return false;
    try {
      await mountStick(programs, stick, folder);
    } catch (error) {
      refused = stick;
      log("warn", `the stick ${stick} cannot be mounted: ${messageOf(error)}`);
      return false;
    }
    await harvestOnto(parts, signs, "stick", over);
    return true;
  };
  if (await ontoStick()) return;
  await harvestOnto(parts, signs, "card", over);
  const late = new AbortController();
  const either = AbortSignal.any([over, late.signal]);
  await watch(clock, either, async () => {
    if (await ontoStick()) late.abort();
  });
}

async function harvestOnto(parts: VisitParts, signs: Signs, medium: "stick" | "card", over: AbortSignal) {
  const { programs, log, card, stick, node } = parts;
  const place: Place =
    medium === "stick"
      ? { folder: join(stick, `andas-${node}`), spare: STICK_SPARE, givesUp: false }
      : { folder: join(card, "harvest"), spare: CARD_SPARE, givesUp: true };
  signs.trouble = undefined;
  let end: HarvestSoFar | undefined;
  const tell = (soFar: HarvestSoFar) => {
    signs.harvest = soFar;
  };
  try {
    end = await harvest(parts, place, tell, over);
    log("info", `harvested onto the ${medium}: ${end.files} of ${end.of} files, ${end.leftOut.length} left out`);
  } catch (error) {
    signs.trouble = messageOf(error);
    log("warn", `the harvest onto the ${medium} did not succeed: ${signs.trouble}`);
  }
  // Before the page says that it may be pulled.
  if (medium === "stick") await releaseStick(programs, stick);
  signs.harvest = end;
  signs.onStick = medium === "stick";
}

/** Looks again and again until it is over. */
async function watch(clock: Clock, over: AbortSignal, look: () => Promise<void>): Promise<void> {
  while (!over.aborted) {
    await look();
    if (!over.aborted) await wait(clock, LOOK, over);
  }
}

function wait(clock: Clock, seconds: Seconds, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      timer.cancel();
      over.removeEventListener("abort", done);
      resolve();
    };
    const timer = clock.timer("visit", done);
    over.addEventListener("abort", done);
    timer.set(clock.now() + seconds);
  });
}
