import { join, resolve } from "node:path";
import { AndasError } from "../domain/errors.js";
import { openBlocks } from "../ports/os/block-device.js";
import { OsFiles } from "../ports/os/files.js";
import { OsPrograms } from "../ports/os/programs.js";
import { checkImage } from "../release/system/signed-image.js";
import { otherSlot, type Slot } from "../release/system/slots.js";
import { isOnTrial, keepSystem, noSlots, type SystemPlaces, slotsOf } from "../release/system/system-trial.js";
import { writeSlot } from "../release/system/write-slot.js";
import type { Args, CliCommand, Io } from "./cli/command.js";
import { Options } from "./cli/options.js";
import { imageBytes, imageFile } from "./system/image-bytes.js";
import { keysHere, USUAL_SHELF } from "./update/this-machine.js";

const ACTIONS = {
  status: "which of the card's two systems runs, and which the next start takes (without any word, too)",
  install: "write the system of IMAGE beside the one that runs, if somebody signed it whose key is trusted here",
  keep: "the system that runs is the usual one from now on",
  "give-up": "a system on trial that is not kept yet goes: start again, with the one before it",
} as const;

/** `andas system`: another Debian and kernel, beside the ones that run. */
export const system: CliCommand = {
  name: "system",
  about: [
    "A card that was flashed with an image of andas has room for two systems: kernel, Debian and andas. `install` writes a newer image into the " +
      "one that does not run, reads it back, and starts it once on trial (--reboot, or by hand: `reboot '0 tryboot'`).",
    "After three healthy breaths it stays. Where it does not start, hangs, or has not breathed well after six hours, the next start takes the " +
      "system of before. The card's files and the state belong to both.",
  ],
  options: {
    reboot: { help: "after `install`: start it at once" },
    keys: {
      value: "DIR",
      repeated: true,
      help: "a folder of public keys (PEM) to trust too, beside those that `andas update` trusts",
      offers: "folders",
    },
    root: { value: "DIR", help: "the machine that is meant (default /)", offers: "folders" },
  },
  words: { name: "IMAGE", atLeast: 0, atMost: 2, choices: ACTIONS, offers: "files" },
  notes: [
    "Beside IMAGE (.img or .img.xz) its .sha256 and .sig are expected. It takes root.",
    "Exit codes: 0 done; 1 not done, and all is as it was; 2 bad usage.",
  ],
  run: runSystem,
};

async function runSystem(args: Args, io: Io): Promise<number> {
  const options = new Options(args);
  const [action = "status", image, ...more] = args.words;
  const root = resolve(options.text("root") ?? "/");
  const places: SystemPlaces = { files: new OsFiles(), root, shelf: io.env.ANDAS_SHELF ?? join(root, USUAL_SHELF) };
  if ((action === "install") !== (image !== undefined) || more.length > 0)
    throw new AndasError("usage", "say `andas system install IMAGE`, or one of status, keep and give-up alone");
  const slots = await slotsOf(places);
  if (slots === undefined) throw noSlots();
  switch (action) {
    case "status":
      await io.out(
        `slot ${slots.running} runs, ${isOnTrial(slots) ? "on trial; " : ""}the next start takes slot ${slots.usual}\n`,
      );
      return 0;
    case "install":
      if (isOnTrial(slots))
        throw new AndasError(
          "release",
          "the system that runs is on trial itself: wait until it is kept, or start again",
        );
      await install(image ?? "", otherSlot(slots.running), { options, places, io });
      return 0;
    case "keep":
      await io.out(`slot ${await keepSystem(places)} is the usual one from now on\n`);
      return 0;
    case "give-up":
      if (isOnTrial(slots)) await new OsPrograms().ask(["systemctl", "reboot"]);
      return 0;
    default:
      throw new AndasError("usage", `there is no ${action}: say one of ${Object.keys(ACTIONS).join(", ")}`);
  }
}

async function install(
  image: string,
  slot: Slot,
  { options, places, io }: { options: Options; places: SystemPlaces; io: Io },
): Promise<void> {
  const { files, root } = places;
  await checkImage(files, image, imageFile(image), await keysHere(files, options.list("keys")));
  const device = await cardDevice(root);
  await writeSlot({
    ...{ image: imageBytes(image), slot, open: openBlocks },
    deviceOf: (partition) => device.replace(/\d+$/, String(partition)),
    onProgress: (share) => io.progress?.(share, 1),
  });
  const next = options.has("reboot") ? "it is started now" : "start it with: reboot '0 tryboot'";
  await io.out(`the system of ${image} lies in slot ${slot}; ${next}\n`);
  if (options.has("reboot") && root === "/")
    await new OsPrograms().ask(["systemctl", "reboot", "--reboot-argument=0 tryboot"]);
}

/** The path of the card's first partition. */
async function cardDevice(root: string): Promise<string> {
  const labels = join(root, "dev/disk/by-label");
  const target = await new OsFiles().readLink(join(labels, "ANDAS"));
  if (target === undefined) throw noSlots();
  return resolve(labels, target);
}
