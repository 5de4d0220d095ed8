import { LAYOUT, type Partition } from "./layout.js";

/** One of the two systems that a card has room for: one runs, the other is for the next. */
export type Slot = "a" | "b";

export function otherSlot(slot: Slot): Slot {
  return slot === "a" ? "b" : "a";
}

/** What starts in this slot (`boot`), or its system (`root`). */
export function partitionOf(slot: Slot, part: "boot" | "root", layout = LAYOUT): Partition {
  const found = layout.find(({ name }) => name === `${part}-${slot}`);
  if (found === undefined) throw new Error(`the layout has no ${part}-${slot}`);
  return found;
}

/** The slot that runs, by the kernel's command line (`/proc/cmdline`); undefined where the system is none of a card's. */
export function runningSlot(commandLine: string): Slot | undefined {
  const found = /(?:^|\s)andas\.slot=([ab])(?:\s|$)/.exec(commandLine)?.[1];
  return found === "a" || found === "b" ? found : undefined;
}

/**
 * The text of `autoboot.txt`, by which the board's firmware chooses: the usual slot, and the other one once, where somebody asked for
 * `reboot "0 tryboot"` (Raspberry Pi's documentation, "autoboot.txt").
 */
export function selectorFor(usual: Slot): string {
  const [first, second] = [usual, otherSlot(usual)].map((slot) => partitionOf(slot, "boot").number);
  return `[all]\ntryboot_a_b=1\nboot_partition=${first}\n[tryboot]\nboot_partition=${second}\n`;
}

/** The usual slot; undefined where the file is none of ours. */
export function usualSlot(selector: string): Slot | undefined {
  const number = Number(/^\[all\][^[]*^boot_partition=(\d+)\s*$/ms.exec(selector)?.[1]);
  return (["a", "b"] as const).find((slot) => partitionOf(slot, "boot").number === number);
}
