import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import { AndasError } from "../domain/errors.js";
import { tryBroker } from "../mqtt/broker/try-broker.js";
import { lastCommit } from "../node/open-state.js";
import { silentLog } from "../ports/log.js";
import { loadAddon, tryAddonApart } from "../ports/os/addons.js";
import { OsFiles } from "../ports/os/files.js";
import { osI2c } from "../ports/os/i2c.js";
import { OsPrograms } from "../ports/os/programs.js";
import { RealClock } from "../ports/os/real-clock.js";
import { MODELS, openReader } from "../spiralformer/model/open-reader.js";
import { type CliCommand, NO_WORDS } from "./cli/command.js";
import type { CardInspection, DoctorParts } from "./doctor/checks.js";
import { examine } from "./doctor/checks.js";
import { page, worst } from "./doctor/page.js";

/** Makes the command; what is not given is the real world. */
export function doctorCommand(given: Partial<DoctorParts> = {}): CliCommand {
  return {
    name: "doctor",
    about: [
      "What this board has and can do: buses, serial ports and who holds them, GPIO and how it is reached, compiled packages, clock, wake alarm, rest depths, model, card, broker.",
      "The way to the card's broker is gone to its end: name, TCP, TLS, login, a subscription, a message to itself.",
      "ok: healthy. --: unknown or not there. !: to know of. !!: stands in the way.",
    ],
    options: {
      json: { help: 'for programs: {"v":1,"status":…,"checks":[{"section","name","status","text"}]}' },
      config: { value: "DIR", help: "the card's folder (default: andas/ on the boot partition)", offers: "folders" },
      state: {
        value: "DIR",
        help: "the state's folder: its disk is looked at, and when it was last written (default ./.andas)",
        offers: "folders",
      },
      models: {
        value: "DIR",
        help: "the folder of the Spiralformer's models (default: those of this version)",
        offers: "folders",
      },
      root: { value: "DIR", help: "look at a folder laid out like / instead", offers: "folders" },
    },
    words: NO_WORDS,
    notes: [
      "Exits with 1 when something stands in the way (critical), with 0 otherwise: what no card asks for may be missing.",
    ],
    async run({ options }, io) {
      const text = (name: string) => (typeof options[name] === "string" ? options[name] : undefined);
      const load = given.load ?? loadAddon;
      const parts: DoctorParts = {
        tryApart: tryAddonApart,
        openI2c: osI2c(load),
        programs: new OsPrograms(),
        tryBroker: ({ address, identity }, floor) => tryBroker(address, identity, new RealClock("floor", floor)),
        lastCommit: (folder) => lastCommit(new OsFiles(), folder),
        inspectCard: lookForCard,
        reader: () => selfTest(text("models") ?? MODELS),
        machine: { node: process.versions.node, arch: process.arch, platform: process.platform },
        ...given,
        load,
      };
      const card = text("config");
      const sections = await examine(
        {
          root: resolve(text("root") ?? "/"),
          card: card === undefined ? undefined : resolve(card),
          state: resolve(text("state") ?? ".andas"),
        },
        parts,
      );
      const status = worst(sections);
      if (options.json) {
        const checks = sections.flatMap(({ id, checks }) => checks.map((check) => ({ section: id, ...check })));
        await io.out(`${JSON.stringify({ v: 1, status, checks })}\n`);
      } else await io.out(page(sections, io.columns));
      return status === "critical" ? 1 : 0;
    },
  };
}

/** Opens the model in a process of its own and lets it answer what it must know. @throws AndasError `model` or `addon` */
async function selfTest(folder: string): Promise<string> {
  const { reader } = await openReader(folder, silentLog);
  try {
    await reader.prove();
    if (reader.trouble !== undefined) throw new AndasError("model", `${reader.name}: ${reader.trouble}`);
    return `${reader.name}: opened, and answered its known calls`;
  } finally {
    await reader.close();
  }
}

/** Is there a card at all? What it says is for `andas check`, unless the command was given somebody who knows. */
async function lookForCard(folder: string): Promise<CardInspection> {
  try {
    await access(join(folder, "node.json"));
  } catch (error) {
    throw new AndasError(
      "config",
      `${folder} holds no node.json: put one there, or name another folder with --config`,
      error,
    );
  }
  return { status: "unknown", text: "is there; `andas check` says whether it is right", packages: [] };
}
