import { messageOf } from "../domain/errors.js";
import type { Log } from "../ports/log.js";
import type { Programs } from "../ports/programs.js";

/** NetworkManager's connection that the first boot made of boot.json (src/first-boot/system-files.ts); it never comes up by itself. */
export const ACCESS_POINT = "andas-visit";

export interface AccessPoint {
  /** The network is as it was: the radio down if it was, and the usual Wi-Fi comes back by itself. Never throws. */
  close(): Promise<void>;
}

/**
 * Opens the access point. Undefined where it cannot be opened, which the log says: no password was given, there is no radio, or it does not
 * want to.
 */
export async function openAccessPoint(programs: Programs, log: Log): Promise<AccessPoint | undefined> {
  try {
    const known = (await programs.ask(["nmcli", "--terse", "--fields", "NAME", "connection", "show"])).split("\n");
    if (!known.includes(ACCESS_POINT)) {
      log("warn", `no access point is opened: write a password ("visit": {"password": …}) into boot.json on the card`);
      return undefined;
    }
    const radio = (await programs.ask(["nmcli", "radio", "wifi"])).trim();
    const close = () => closeAccessPoint(programs, radio === "disabled");
    if (radio === "disabled") await programs.ask(["nmcli", "radio", "wifi", "on"]);
    try {
      await programs.ask(["nmcli", "--wait", "9", "connection", "up", ACCESS_POINT]);
    } catch (error) {
      await close();
      throw error;
    }
    return { close };
  } catch (error) {
    log("warn", `no access point is opened: ${messageOf(error)}`);
    return undefined;
  }
}

async function closeAccessPoint(programs: Programs, wasDown: boolean): Promise<void> {
  await programs.ask(["nmcli", "--wait", "5", "connection", "down", ACCESS_POINT]).catch(() => {});
  if (wasDown) await programs.ask(["nmcli", "radio", "wifi", "off"]).catch(() => {});
}
