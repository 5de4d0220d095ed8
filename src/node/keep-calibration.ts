import type { MeasuredCalibration } from "../domain/calibration.js";
import { AndasError } from "../domain/errors.js";
import type { Files } from "../ports/files.js";
import type { Processes } from "../ports/processes.js";
import { type SavedSections, Sections } from "../storage/sections.js";
import { Store } from "../storage/store.js";
import { nodeState, STATE_FORMAT } from "./node-state.js";

/**
 * Puts what was measured into the state of a node that does not run.
 * @throws AndasError `state` where one runs on it, or it cannot be read as a whole
 */
export async function keepCalibration(
  place: { readonly files: Files; readonly processes: Processes; readonly folder: string },
  measured: MeasuredCalibration,
): Promise<void> {
  const store = new Store<SavedSections>({ ...place, defaults: {}, format: STATE_FORMAT });
  await store.open();
  try {
    const sections = new Sections(store.state);
    const { calibrations } = nodeState(sections);
    if (sections.setAside.length > 0)
      throw new AndasError("state", `${place.folder} is damaged: run andas fsck --state ${place.folder} first`);
    const { device, channel } = measured;
    const others = calibrations.value.filter((one) => one.device !== device || one.channel !== channel);
    calibrations.value = [...others, measured];
    await store.commit();
  } finally {
    await store.close();
  }
}
