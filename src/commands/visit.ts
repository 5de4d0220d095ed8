import { join, resolve } from "node:path";
import { allKinds } from "../../devices/all.js";
import { BOOT_CARD } from "../config/built-in-card.js";
import { judgeCard } from "../config/judge-card.js";
import { readLastGood } from "../config/last-good.js";
import { loadCard } from "../config/load-card.js";
import { AndasError } from "../domain/errors.js";
import { catalogueOf } from "../language/catalogue-of.js";
import { STATE_FORMAT } from "../node/node-state.js";
import type { Files } from "../ports/files.js";
import { OsFiles } from "../ports/os/files.js";
import { OsPrograms } from "../ports/os/programs.js";
import { RealClock } from "../ports/os/real-clock.js";
import { exportState } from "../storage/fsck/export-state.js";
import { harvest } from "../visit/harvest.js";
import { visit } from "../visit/visit.js";
import { WISH_FILE } from "../visit/wish.js";
import { type CliCommand, NO_WORDS } from "./cli/command.js";
import { Options } from "./cli/options.js";
import { stderrLog } from "./cli/stderr-log.js";

/** Where the node's own broker is, as long as its card names no other. */
const LOOPBACK = "127.0.0.1";
const WEB_SOCKET = 9001;
/** The node's own at the access point, which its connection says (src/first-boot/system-files.ts). */
const ADDRESS = "10.42.0.1";
const HTTP = 80;

/** `andas visit`: somebody is there. */
export const visitCommand: CliCommand = {
  name: "visit",
  about: [
    "Opens the access point that boot.json gave a password for, with a page that says how the electrodes touch, and writes what the node " +
      "heard and knows onto a USB stick, or onto the card where there is none: recordings as CSV, a file a day, and the state as JSON.",
    "systemd starts it while a button's visit lasts (andas-visit.service), and it ends with it. With --into it writes the harvest " +
      "into a folder, at any time, and opens nothing.",
  ],
  options: {
    boot: { value: "DIR", help: `the card's folder (default ${BOOT_CARD})`, offers: "folders" },
    state: { value: "DIR", help: "the state of the node (default /var/lib/andas)", offers: "folders" },
    wish: { value: "DIR", help: "where the node says that a visit lasts (default /run/andas)", offers: "folders" },
    into: { value: "DIR", help: "only the harvest, into this folder", offers: "folders" },
  },
  words: NO_WORDS,
  notes: ["Exit codes: 0 done; 1 with --into, something was left out; 2 bad usage."],
  async run(args, io) {
    const options = new Options(args);
    const card = resolve(options.text("boot") ?? BOOT_CARD);
    const state = resolve(options.text("state") ?? "/var/lib/andas");
    const files = new OsFiles();
    const log = stderrLog(io, "info");
    const { site, node, language, broker, embeddedBroker } = await settingsOf(files, card, state);
    const parts = {
      ...{ files, state, site, node, language, log, words: catalogueOf(language).visit },
      exportState: () => exportState(files, state, STATE_FORMAT),
    };
    const into = options.text("into");
    if (into !== undefined) {
      const place = { folder: resolve(into), spare: 0, givesUp: false };
      const { files: written, of } = await harvest(parts, place, () => {}, io.signal);
      io.err(`andas: ${written} of ${of} files are in ${into}\n`);
      return written === of ? 0 : 1;
    }
    const { page, address, websocketPort = WEB_SOCKET } = embeddedBroker;
    const host = address === "0.0.0.0" || address === "::" ? LOOPBACK : address;
    await visit(
      {
        ...{ ...parts, card, clock: new RealClock("floor"), programs: new OsPrograms(), stick: "/run/andas-stick" },
        wish: join(options.text("wish") ?? "/run/andas", WISH_FILE),
        live: broker === undefined && page ? { host, port: websocketPort } : undefined,
        ...{ address: ADDRESS, port: HTTP },
      },
      io.signal,
    );
    return 0;
  },
};

/** What the node lives by: its card, and the last good one where that is wrong. */
async function settingsOf(files: Files, card: string, state: string) {
  const { good } = await loadCard({ folder: card, files, kinds: allKinds });
  if (good !== undefined) return good.configuration.node;
  const content = await readLastGood(files, state);
  const last = content && judgeCard(content, allKinds).good;
  if (last !== undefined) return last.configuration.node;
  throw new AndasError("config", `the card ${card} is wrong, and no good one is kept: andas check --config ${card}`);
}
