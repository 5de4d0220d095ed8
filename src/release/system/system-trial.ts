import { AndasError } from "../../domain/errors.js";
import { replaceFile } from "../../ports/atomic-file.js";
import type { Files } from "../../ports/files.js";
import { runningSlot, type Slot, selectorFor, usualSlot } from "./slots.js";

/** Where the slots of a card are chosen from. */
export interface SystemPlaces {
  readonly files: Files;
  /** `/`, or a folder that is laid out like it. */
  readonly root: string;
  /** The folder of releases: the node itself may write there. */
  readonly shelf: string;
}

/** Which system runs, and which the next start takes. */
export interface SystemSlots {
  readonly running: Slot;
  readonly usual: Slot;
}

/** Undefined on a machine that did not start from a card of ours. */
export async function slotsOf({ files, root }: Pick<SystemPlaces, "files" | "root">): Promise<SystemSlots | undefined> {
  const running = runningSlot((await files.read(`${root}/proc/cmdline`)) ?? "");
  const usual = usualSlot((await files.read(selectorPath(root))) ?? "");
  return running === undefined || usual === undefined ? undefined : { running, usual };
}

/** A system is on trial where the next start would take the other one. */
export function isOnTrial(slots: SystemSlots | undefined): boolean {
  return slots !== undefined && slots.running !== slots.usual;
}

/** The node says that the system breathes well. It may not choose by itself: root waits for this file (andas-system-keep.path). */
export function sayHealthy({ files, shelf }: SystemPlaces): Promise<void> {
  return replaceFile(files, healthyPath(shelf), "");
}

/**
 * The system that runs is the usual one from now on. One sector of the card is written over in place, which the card does whole or not at
 * all: another file in its place would leave a moment without any.
 * @returns which one that is
 * @throws AndasError `release` where there is none to choose
 */
export async function keepSystem(places: SystemPlaces): Promise<Slot> {
  const { files, root, shelf } = places;
  const slots = await slotsOf(places);
  if (slots === undefined) throw noSlots();
  const selector = selectorFor(slots.running);
  if ((await files.size(selectorPath(root))) !== Buffer.byteLength(selector))
    throw new AndasError("release", `${selectorPath(root)} was changed by hand: write the image to the card anew`);
  if (slots.running !== slots.usual) await files.overwrite(selectorPath(root), 0, Buffer.from(selector));
  await files.remove(healthyPath(shelf));
  return slots.running;
}

export function noSlots(): AndasError {
  return new AndasError(
    "release",
    "this machine did not start from a card with two systems, as scripts/build-image makes them: `andas update` brings it another andas",
  );
}

function selectorPath(root: string): string {
  return `${root}/boot/firmware/autoboot.txt`;
}

function healthyPath(shelf: string): string {
  return `${shelf}/system-healthy`;
}
