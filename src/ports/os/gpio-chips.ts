import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { AndasError } from "../../domain/errors.js";

/** One GPIO chip in sysfs. Its lines have the global numbers `base` to `base + lines - 1`. */
export interface GpioChip {
  readonly label: string;
  readonly base: number;
  readonly lines: number;
}

/** The chips that the header of a board hangs on: Pi 0 to 3, Pi 4, Pi 5, and the kernel's simulated one. */
const HEADER_CHIPS = ["pinctrl-bcm2835", "pinctrl-bcm2711", "pinctrl-rp1", "gpio-sim"];

/** Every chip under `<root>/sys/class/gpio`, in order of base; empty where the kernel has no sysfs GPIO. */
export async function gpioChips(root: string): Promise<GpioChip[]> {
  const folder = join(root, "sys/class/gpio");
  const names = await readdir(folder).catch(() => []);
  const chips: GpioChip[] = [];
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
export function headerChip(chips: readonly GpioChip[], wanted?: string): GpioChip | undefined {
  for (const label of wanted === undefined ? HEADER_CHIPS : [wanted]) {
    const chip = chips.find((c) => c.label === label);
    if (chip) return chip;
  }
  return undefined;
}

/**
 * The number by which sysfs knows line `offset`: kernels from 6.6 on begin at 512, older ones at 0 or elsewhere, so the base is
 * always read.
 * @throws AndasError `device`
 */
export async function globalLine(root: string, offset: number, wanted?: string): Promise<number> {
  const chips = await gpioChips(root);
  const chip = headerChip(chips, wanted);
  if (chips.length === 0)
    throw new AndasError(
      "device",
      "this board shows no GPIO chip in /sys/class/gpio: take the LED or button off the card, or use a kernel with sysfs GPIO",
    );
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
  return chip.base + offset;
}
