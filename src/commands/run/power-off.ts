import { AndasError, messageOf } from "../../domain/errors.js";
import type { Log } from "../../ports/log.js";
import type { Programs } from "../../ports/programs.js";

/**
 * Switches the board off, once the node has ended: for a button with `long_press: halt`, a rest that is off, or out of need.
 * @throws AndasError `device` where this user may not: systemd starts the node again, and it lives on
 */
export async function powerOff(programs: Programs, log: Log): Promise<void> {
  log("info", "the node has ended; the board is switched off");
  try {
    await programs.ask(["systemctl", "poweroff"]);
  } catch (error) {
    const advice = "let the node's user do it, with systemd/andas-poweroff.rules in /etc/polkit-1/rules.d";
    throw new AndasError("device", `the board cannot be switched off (${messageOf(error)}): ${advice}`, error);
  }
}
