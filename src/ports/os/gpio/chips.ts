import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { AndasError } from "../../../domain/errors.js";

/** One GPIO chip. Its lines are counted from 0 to `lines - 1`. */
export interface GpioChip {
  /** What its driver calls it: the one name that is the same on every kernel. */
  readonly label: string;
  readonly lines: number;
}

/** One in sysfs, where its lines have the global numbers `base` to `base + lines - 1`. */
export interface SysfsChip extends GpioChip {
  readonly base: number;
}

/** The chips that the header of a board hangs on: Pi 0 to 3, Pi 4, Pi 5, and the kernel's simulated one. */
const HEADER_CHIPS = ["pinctrl-bcm2835", "pinctrl-bcm2711", "pinctrl-rp1", "gpio-sim"];
/** What the kernel calls a simulated chip that nobody gave a label (Linux, drivers/gpio/gpio-sim.c). */
const SIMULATED = /^gpio-sim\.\d+[-:]/;

/** Every chip under `<root>/sys/class/gpio`, in order of base; empty where the kernel has no sysfs GPIO. */
export async function sysfsChips(root: string): Promise<SysfsChip[]> {
  const folder = join(root, "sys/class/gpio");
  const names = await readdir(folder).catch(() => []);
  const chips: SysfsChip[] = [];
  for (const name of names.filter((n) => n.startsWith("gpiochip"))) {
    const [label, base, lines] = await Promise.all(
      ["label", "base", "ngpio"].map((file) => readFile(join(folder, name, file), "utf8").catch(() => "")),
    );
    if (!label || !base) continue;
    chips.push({ label: label.trim(), base: Number(base), lines: lines ? Number(lines) : Number.POSITIVE_INFINITY });
  }
  return chips.sort((a, b) => a.base - b.base);
}

/** The chip labelled `wanted`, or the header's. */
export function headerChip<Chip extends GpioChip>(chips: readonly Chip[], wanted?: string): Chip | undefined {
  for (const label of wanted === undefined ? HEADER_CHIPS : [wanted]) {
    const chip = chips.find((c) => c.label === label);
    if (chip) return chip;
  }
  return wanted === undefined ? chips.find(({ label }) => SIMULATED.test(label)) : undefined;
}

/**
 * The chip that has line `offset`, of those that a board has.
 * @throws AndasError `device`
 */
export function chipOfLine<Chip extends GpioChip>(chips: readonly Chip[], offset: number, wanted?: string): Chip {
  const chip = headerChip(chips, wanted);
  if (!chip) {
    const seen = chips.map((c) => c.label).join(", ");
    const sought = wanted ?? HEADER_CHIPS.join(", ");
    throw new AndasError(
      "device",
      `no GPIO chip is labelled ${sought}; this board has ${seen}: name one as \`chip\` on the card`,
    );
  }
  if (offset >= chip.lines)
    throw new AndasError(
      "device",
      `${chip.label} has lines 0 to ${chip.lines - 1}, not ${offset}: correct \`line\` on the card`,
    );
  return chip;
}
