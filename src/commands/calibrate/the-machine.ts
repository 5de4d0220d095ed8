import { resolveCard } from "../../config/resolve-card.js";
import { keepCalibration } from "../../node/keep-calibration.js";
import { planDevices } from "../../node/plan-devices.js";
import type { DeviceKind } from "../../ports/device.js";
import type { Files } from "../../ports/files.js";
import { silentLog } from "../../ports/log.js";
import { OsProcesses } from "../../ports/os/processes.js";
import { RealClock, realPace } from "../../ports/os/real-clock.js";
import { SeededRandom } from "../../ports/seeded-random.js";
import type { CalibrateParts } from "./parts.js";

/** The machine at hand, for who calibrates on it. */
export function theMachine(kinds: readonly DeviceKind[], files: Files): CalibrateParts {
  const clock = new RealClock("floor");
  const world = { kinds, clock, random: new SeededRandom(1), log: silentLog };
  const pace = realPace(1);
  return {
    card: async (folder) =>
      (await resolveCard({ folder, stateFolder: undefined, files, kinds, log: silentLog })).configuration,
    plan: (configuration) => planDevices({ ...world, configuration, start: clock.now() }),
    now: () => clock.now(),
    keep: (folder, measured) => keepCalibration({ files, processes: new OsProcesses(), folder }, measured),
    pass: (seconds, signal) => pace.sleep(seconds, signal),
  };
}
