import { firstBoot as tellBoard } from "../first-boot/first-boot.js";
import { OsFiles } from "../ports/os/files.js";
import { placeFile } from "../ports/os/place-file.js";
import { type CliCommand, NO_WORDS } from "./cli/command.js";
import { Options } from "./cli/options.js";

/** `andas first-boot`: what the card says of the board. */
export const firstBoot: CliCommand = {
  name: "first-boot",
  about: [
    "Tells the board what its card says: the node's name (of the board's serial number, where node.json gives none), and from boot.json " +
      "host name, Wi-Fi, time zone and who may log in over SSH. The Wi-Fi's password is moved into the system and blanked on the card.",
    "systemd runs it once (andas-first-boot.service); what was done stands in BOOT.txt on the card. It needs no network.",
  ],
  options: {
    boot: { value: "DIR", help: "the card's folder (default /boot/firmware/andas)", offers: "folders" },
    root: { value: "DIR", help: "the system that is told (default /)", offers: "folders" },
  },
  words: NO_WORDS,
  notes: ["Exit codes: 0 done; 1 boot.json is wrong, BOOT.txt says what, and the next boot tries again; 2 bad usage."],
  async run(args) {
    const options = new Options(args);
    const root = options.text("root") ?? "/";
    const card = options.text("boot") ?? "/boot/firmware/andas";
    const state = `${root}/var/lib/andas-first-boot`;
    return (await tellBoard({ files: new OsFiles(), card, root, state, place: placeFile })) ? 0 : 1;
  },
};
