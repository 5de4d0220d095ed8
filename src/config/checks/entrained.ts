import { type CardContent, listAt, valueAt } from "../written/content.js";
import type { Problem } from "../written/problem.js";

/** A breath that should follow a field of which it hears only its own inhales. It lives as a fixed one does: no fault. */
export function entrainedWarnings({ files: { electrodes, breath } }: CardContent): Problem[] {
  if (valueAt(breath, ["rhythm", "kind"]) !== "entrained") return [];
  const devices = listAt(electrodes, "devices");
  const partly = devices.filter((device) => {
    const listening = valueAt(device, ["listening"]);
    return listening === "inhale" || listening === "sentinel";
  });
  if (devices.length === 0 || partly.length < devices.length) return [];
  const message =
    'is "entrained", and no device is listened to in every phase: the field\'s rhythm will not be found; ' +
    'write "listening": "continuous" at a device in electrodes.json';
  return [{ file: "breath.json", path: "rhythm.kind", message }];
}
