import { resolve } from "node:path";
import { allKinds } from "../../devices/all.js";
import { energyReport } from "../breathing/energy/energy-report.js";
import type { LedgerState } from "../breathing/energy/ledger-state.js";
import { savings } from "../breathing/energy/savings.js";
import { usualFolder } from "../config/built-in-card.js";
import { resolveCard } from "../config/resolve-card.js";
import { AndasError } from "../domain/errors.js";
import type { Seconds } from "../domain/time.js";
import { boardInUse } from "../node/ledger-for.js";
import { keptLedger } from "../node/open-state.js";
import type { Files } from "../ports/files.js";
import { OsFiles } from "../ports/os/files.js";
import { Host } from "../ports/os/host.js";
import { energyPicture } from "../view/svg/energy-picture.js";
import { type CliCommand, NO_WORDS } from "./cli/command.js";
import { Options } from "./cli/options.js";
import { stderrLog } from "./cli/stderr-log.js";
import { energyJson } from "./energy/figures.js";
import { habitOf } from "./energy/habit.js";
import { energyPage } from "./energy/page.js";
import { writePicture } from "./picture/file.js";
import { USUAL_STATE } from "./run/usual-state.js";

/** `andas energy`: the ledger. */
export const energy: CliCommand = {
  name: "energy",
  about: [
    "Where the energy of a node went: by phase of the breath in the latest day, and day by day for a year; how long the battery will last, " +
      "with all that this takes for granted; and what other settings of the card would save, by the same model.",
    "Where a power board measures the supply (`supply` in node.json, or one that the kernel knows) the figures are measured, else they are " +
      "estimated by a table of boards; the page says which. It may be asked for while the node runs: it tells of the latest exhale.",
  ],
  options: {
    state: { value: "DIR", help: `the state of the node (default ./${USUAL_STATE})`, offers: "folders" },
    config: { value: "DIR", help: "the card: battery, panel, breath (default: as andas run)", offers: "folders" },
    json: { help: "all of it as one JSON object" },
    picture: { value: "FILE", help: "draw the phases stacked by the hour, as SVG", offers: "files" },
  },
  words: NO_WORDS,
  async run(args, io) {
    const options = new Options(args);
    const folder = resolve(options.text("state") ?? USUAL_STATE);
    const files = new OsFiles();
    const { ledger, at } = await ledgerIn(files, folder);
    const card = options.text("config") ?? (await usualFolder(files));
    const log = stderrLog(io, "warn");
    const { configuration } = await resolveCard({ folder: card, stateFolder: undefined, files, kinds: allKinds, log });
    const settings = configuration.node.energy;
    const board = boardInUse(settings, await new Host({ stateFolder: folder }).model());
    const report = energyReport(ledger, board, settings, at);
    const habit = habitOf(ledger, configuration, at);
    const told = { folder, at, ledger, report, board: board.board, habit, volts: settings.volts };
    const all = { ...told, savings: savings(board.board, habit) };
    const picture = options.text("picture");
    if (picture !== undefined)
      await writePicture(picture, energyPicture({ hours: hoursOf(ledger), ...report }), "picture");
    await io.out(options.has("json") ? `${JSON.stringify(energyJson(all), undefined, 2)}\n` : energyPage(all));
    return 0;
  },
};

/** @throws AndasError `state` where there is none yet, or none that can be read */
async function ledgerIn(files: Files, folder: string): Promise<{ ledger: LedgerState; at: Seconds }> {
  const kept = await keptLedger(files, folder);
  if (kept === undefined)
    throw new AndasError("state", `${folder} holds no state: say with --state where the node keeps its own`);
  const { ledger, at, damaged } = kept;
  if (damaged !== undefined)
    throw new AndasError(
      "state",
      `the ledger in ${folder} cannot be read (${damaged}): the node begins another when it starts`,
    );
  if (ledger.hours.length === 0)
    throw new AndasError(
      "state",
      `there is no ledger in ${folder} yet: the node writes one with its first whole breath, ask again then`,
    );
  return { ledger, at };
}

function hoursOf({ hours }: LedgerState) {
  return hours.map(({ at, phases }) => ({
    at,
    joules: Object.fromEntries(Object.entries(phases).map(([phase, { j }]) => [phase, j])),
  }));
}
