import { setTimeout as sleep } from "node:timers/promises";
import { DAY } from "../../src/domain/time.js";
import { LAYOUT, placesOf } from "../../src/release/system/layout.js";
import type { GuestShell } from "../rig/machine/guest-shell.js";

/** In simulated time a node without a past begins here. */
const BEGINS = "2000-01-01T00:00:00Z";
const DAYS = 7;
/** Of the kernel's counters, whatever the disk's own are (Documentation/admin-guide/iostats.rst). */
const SECTOR = 512;

/**
 * Lives a week of a grove of four electrodes at default settings, as fast as the machine goes, with its state where a node has it.
 * @param broker heard by nobody else's node
 * @returns what the kernel wrote to the partition of the state meanwhile
 */
export async function aWeek(hands: GuestShell, broker: string): Promise<{ days: number; bytes: number }> {
  const node = JSON.stringify({ site: "week", node: "n1", broker: { url: broker } });
  const electrodes = JSON.stringify({ devices: [{ name: "grove", kind: "grove" }] });
  await hands.run(
    `mkdir -p /run/week && cd /run/week && echo '${node}' >node.json && echo '${electrodes}' >electrodes.json`,
  );
  const before = await bytesWritten(hands);
  await hands.run(
    "cd /run/week; andas run --config . --state /state/week --speed max --plain --no-host >log 2>&1 & echo $! >/run/week/pid",
  );
  let now = 0;
  while (now < DAYS * DAY) {
    await sleep(5000);
    now = lived(await hands.run("kill -0 $(cat /run/week/pid) && tail -n 1 /run/week/log"));
  }
  await hands.run(
    "kill -INT $(cat /run/week/pid); while kill -0 $(cat /run/week/pid); do sleep 1; done 2>/dev/null; sync",
  );
  const days = lived(await hands.run("grep -o '^2000-[^ ]*' /run/week/log | tail -n 1")) / DAY;
  const bytes = (await bytesWritten(hands)) - before;
  await hands.run("rm -rf /state/week /run/week");
  return { days, bytes };
}

/** Seconds of simulated time, by the stamp in front of a line of the log. */
function lived(line: string): number {
  const at = Date.parse(line.split(" ")[0]?.trim() ?? "");
  return Number.isNaN(at) ? 0 : (at - Date.parse(BEGINS)) / 1000;
}

async function bytesWritten(hands: GuestShell): Promise<number> {
  const state = placesOf(LAYOUT).places.find(({ name }) => name === "state");
  const counters = await hands.run(`cat /sys/class/block/vda${state?.number}/stat`);
  return SECTOR * Number(counters.trim().split(/\s+/)[6]);
}
