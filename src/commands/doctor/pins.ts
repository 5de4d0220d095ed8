import { messageOf } from "../../domain/errors.js";
import type { HealthCheck, HealthStatus } from "../../domain/health.js";
import { type GpioChip, headerChip, sysfsChips } from "../../ports/os/gpio/chips.js";
import { gpiodChips, gpiodTools } from "../../ports/os/gpio/gpiod-tools.js";
import { RootFiles } from "../../ports/os/root-files.js";
import type { Programs } from "../../ports/programs.js";
import { check } from "./check.js";

/** How pins are reached here. */
export interface Pins {
  readonly check: HealthCheck;
  /** By libgpiod's tools: then onoff is not needed. */
  readonly byTools: boolean;
}

/** @param absent what it means that no pin can be reached */
export async function pins(root: string, absent: HealthStatus, programs: Programs): Promise<Pins> {
  const chips = await sysfsChips(root);
  if (chips.length > 0) {
    const place = ({ label, base }: (typeof chips)[number]) => `${label}, lines from ${base} on`;
    return { check: told(chips, place, "through /sys/class/gpio", absent), byTools: false };
  }
  const files = (await new RootFiles(root).list("dev")).filter((name) => /^gpiochip\d+$/.test(name));
  if (files.length === 0) return { check: check("GPIO", absent, "no chip in /sys/class/gpio or /dev"), byTools: false };
  try {
    const { version } = await gpiodTools(programs);
    const seen = await gpiodChips(programs);
    const place = ({ label, file, lines }: (typeof seen)[number]) => `${label} (${file}, ${lines} lines)`;
    if (seen.length > 0) return { check: told(seen, place, `by libgpiod ${version}`, absent), byTools: true };
    const text = `${files.join(", ")} in /dev may not be opened: add the node's user to the group gpio`;
    return { check: check("GPIO", absent, text), byTools: true };
  } catch (error) {
    return { check: check("GPIO", absent, messageOf(error)), byTools: false };
  }
}

/** The header's chip first, then those that a card may name. */
function told<Chip extends GpioChip>(
  chips: readonly Chip[],
  place: (chip: Chip) => string,
  way: string,
  absent: HealthStatus,
): HealthCheck {
  const header = headerChip(chips);
  const others = chips.filter((chip) => chip !== header).map(place);
  if (!header) return check("GPIO", absent, `no header's chip among ${others.join("; ")}, ${way}`);
  const beside = others.length > 0 ? `; also ${others.join("; ")}` : "";
  return check("GPIO", "healthy", `header on ${place(header)}, ${way}${beside}`);
}
