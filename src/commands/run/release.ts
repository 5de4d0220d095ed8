import { isAndasError } from "../../domain/errors.js";
import type { NodeParts } from "../../node/node-parts.js";
import type { TreeFiles } from "../../ports/files.js";
import type { Log } from "../../ports/log.js";
import { HttpsDownload } from "../../ports/os/https-download.js";
import { OsProcesses } from "../../ports/os/processes.js";
import { Probation, type ProbationParts } from "../../release/probation.js";
import { pull } from "../../release/pull.js";
import { Shelf } from "../../release/shelf.js";
import { isOnTrial, sayHealthy, slotsOf } from "../../release/system/system-trial.js";
import { version } from "../cli/version.js";
import { keysHere, whatRuns } from "../update/this-machine.js";

/** What a node does about releases that `scripts/andas-launch` started; nothing where something else did. */
export interface Releases {
  readonly probation: Probation | undefined;
  readonly update?: NonNullable<NodeParts["update"]>;
  readonly cameBack?: NodeParts["cameBack"];
  /** A system on trial starts once: a rest that switched the board off would end it. */
  readonly staysOn: boolean;
}

export async function releasesOf(
  env: Readonly<Record<string, string | undefined>>,
  files: TreeFiles,
  parts: Pick<ProbationParts, "log" | "restart" | "reachedBroker">,
): Promise<Releases> {
  const folder = env.ANDAS_SHELF;
  if (folder === undefined || folder === "") return { probation: undefined, staysOn: false };
  const shelf = new Shelf(files, folder);
  const failed = await shelf.version("failed");
  const places = { files, root: "", shelf: folder };
  const staysOn = isOnTrial(await slotsOf(places));
  return {
    probation: new Probation({
      ...{ ...parts, shelf, version: version(), onTrial: env.ANDAS_RELEASE === "trial" },
      ...(staysOn && { systemHealthy: () => sayHealthy(places) }),
    }),
    staysOn,
    update: ({ url, sha256 }) => fromAfar(url, sha256, shelf, parts.log),
    ...(failed !== undefined && { cameBack: { version: failed, missed: (await shelf.record(failed)).missed } }),
  };
}

async function fromAfar(url: string, sha256: string | undefined, shelf: Shelf, log: Log) {
  try {
    const options = { shelf, processes: new OsProcesses(), running: whatRuns(), force: false };
    const trusted = await keysHere(shelf.files);
    return await pull(url, sha256, { ...options, trusted, download: new HttpsDownload(), log });
  } catch (error) {
    if (isAndasError(error)) return { code: error.code, problem: error.message };
    throw error;
  }
}
