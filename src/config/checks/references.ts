import { nearest } from "../../domain/spelling.js";
import type { DeviceKind } from "../../ports/device.js";
import { type CardContent, listAt, valueAt } from "../written/content.js";
import { type Problem, printPath, quoted } from "../written/problem.js";

type Capability = DeviceKind["capabilities"][number];

/**
 * Faults that no field has by itself: names given twice, and names of what is not there. Looks at what was written rather than
 * at what the schemas made of it, so that these are told together with all the others.
 */
export function referenceProblems(content: CardContent, kinds: readonly DeviceKind[]): Problem[] {
  const { electrodes, reflexes } = content.files;
  const devices = listAt(electrodes, "devices");
  const electrodeList = listAt(electrodes, "electrodes");
  return [
    ...twice("electrodes.json", "devices", devices, "name"),
    ...twice("electrodes.json", "electrodes", electrodeList, "name"),
    ...sharedChannels(electrodeList),
    ...electrodeList.flatMap((entry, i) => {
      const place = { file: "electrodes.json", path: printPath(["electrodes", i, "device"]) };
      return wrongDevice(valueAt(entry, ["device"]), "electrodes", place, devices, kinds);
    }),
    ...twice("reflexes.json", "reflexes", listAt(reflexes, "reflexes"), "id"),
  ];
}

function twice(file: string, list: string, entries: readonly unknown[], key: string): Problem[] {
  const first = new Map<string, number>();
  const problems: Problem[] = [];
  for (const [i, entry] of entries.entries()) {
    const name = valueAt(entry, [key]);
    if (typeof name !== "string") continue;
    const before = first.get(name);
    if (before === undefined) first.set(name, i);
    else {
      const message = `is "${name}", as ${list}[${before}] is already; give each its own`;
      problems.push({ file, path: printPath([list, i, key]), message });
    }
  }
  return problems;
}

function sharedChannels(electrodes: readonly unknown[]): Problem[] {
  const first = new Map<string, number>();
  const problems: Problem[] = [];
  for (const [i, entry] of electrodes.entries()) {
    const [device, channel] = [valueAt(entry, ["device"]), valueAt(entry, ["channel"])];
    if (typeof device !== "string" || typeof channel !== "string") continue;
    const key = JSON.stringify([device, channel]);
    const before = first.get(key);
    if (before === undefined) first.set(key, i);
    else {
      const message = `is the same channel as electrodes[${before}] has; give each electrode its own`;
      problems.push({ file: "electrodes.json", path: printPath(["electrodes", i, "channel"]), message });
    }
  }
  return problems;
}

/** Is there a device of that name, and can it do what is asked of it? `place` is where it is named. */
export function wrongDevice(
  named: unknown,
  capability: Capability,
  place: Omit<Problem, "message">,
  devices: readonly unknown[],
  kinds: readonly DeviceKind[],
): Problem[] {
  if (typeof named !== "string") return [];
  const can = (device: unknown) => isAble(device, capability, kinds);
  const device = devices.find((one) => valueAt(one, ["name"]) === named);
  if (device !== undefined && can(device)) return [];
  const able = devices.filter(can).flatMap((one) => valueAt(one, ["name"]) ?? []);
  const gives = capability === "output" ? "an output" : "electrodes";
  const fault = device === undefined ? "and there is no such device" : `a device without ${gives}`;
  return [{ ...place, message: `is ${quoted(named)}, ${fault}; ${whichInstead(named, able.map(String), gives)}` }];
}

/** A device of an unknown kind is a fault of its own: here it may be able to do anything. */
export function isAble(device: unknown, capability: Capability, kinds: readonly DeviceKind[]): boolean {
  return kinds.find((kind) => kind.kind === valueAt(device, ["kind"]))?.capabilities.includes(capability) ?? true;
}

function whichInstead(named: string, able: readonly string[], gives: string): string {
  const meant = nearest(named, able);
  if (meant !== undefined) return `did you mean "${meant}"?`;
  if (able.length === 0) return `declare a device with ${gives} under "devices" in electrodes.json`;
  return `devices with ${gives}: ${[...new Set(able)].join(", ")}`;
}
