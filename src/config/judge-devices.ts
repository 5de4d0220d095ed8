import { meansChannel } from "../domain/electrode.js";
import { nearest } from "../domain/spelling.js";
import type { DeviceKind, DeviceUse } from "../ports/device.js";
import { type JsonSchema, jsonSchemaOf } from "./card-schemas.js";
import type { DeviceSettings } from "./configuration.js";
import { problemsOf, wrongValue } from "./wording.js";
import { fileOf, listAt, valueAt } from "./written/content.js";
import { type Problem, printPath, quoted } from "./written/problem.js";

const FILE = fileOf("electrodes");

/** An entry that its kind accepts, and its place in the list. */
interface Accepted {
  readonly index: number;
  readonly kind: DeviceKind;
  readonly settings: DeviceSettings;
}

/**
 * The devices of `electrodes.json`, each entry by its kind's own schema; the fields that all devices have were checked with the file.
 * Two of them that need the same piece of the machine are a fault of the later one, and so is an electrode on a channel that its device
 * will not have. What the hardware will make of a signal, and probably should not, is a warning.
 */
export function judgeDevices(
  electrodes: unknown,
  kinds: readonly DeviceKind[],
): { devices: readonly DeviceSettings[]; problems: readonly Problem[]; warnings: readonly Problem[] } {
  const problems: Problem[] = [];
  let schema: JsonSchema | undefined;
  const accepted = listAt(electrodes, "devices").flatMap((entry, index) => {
    const kind = kindOf(entry, index, kinds, problems);
    if (kind === undefined) return [];
    const { name, kind: _, listening, ...own } = entry as DeviceSettings;
    const parsed = kind.schema.safeParse(own);
    if (!parsed.success) {
      schema ??= jsonSchemaOf("electrodes", kinds); // once, however many are wrong
      problems.push(...faultsOf(parsed.error.issues, index, electrodes, schema));
      return [];
    }
    const settings = { name, kind: kind.kind, ...(listening !== undefined && { listening }), config: parsed.data };
    return [{ index, kind, settings }];
  });
  problems.push(...takenTwice(accepted), ...wrongChannels(electrodes, accepted));
  const warnings = doubts(electrodes, accepted);
  return { devices: accepted.map(({ settings }) => settings), problems, warnings };
}

/** A kind that is missing or no text was told with the file. */
function kindOf(entry: unknown, index: number, kinds: readonly DeviceKind[], problems: Problem[]) {
  const named = valueAt(entry, ["kind"]);
  if (typeof named !== "string" || named === "") return undefined;
  const kind = kinds.find((one) => one.kind === named);
  if (kind !== undefined) return kind;
  const message = wrongValue(named, { enum: kinds.map((one) => one.kind) });
  problems.push({ file: FILE, path: printPath(["devices", index, "kind"]), message });
  return undefined;
}

type Issues = Parameters<typeof problemsOf>[0][];

function faultsOf(issues: Issues, index: number, electrodes: unknown, schema: JsonSchema): Problem[] {
  return issues.flatMap((issue) =>
    problemsOf({ ...issue, path: ["devices", index, ...issue.path] }, FILE, electrodes, schema),
  );
}

function takenTwice(accepted: readonly Accepted[]): Problem[] {
  const first = new Map<string, Accepted>();
  return accepted.flatMap((device) =>
    (device.kind.takes?.(device.settings.config) ?? []).flatMap(({ field, what }): Problem[] => {
      const before = first.get(what);
      if (before === undefined) {
        first.set(what, device);
        return [];
      }
      const whose = `devices[${before.index}] ("${before.settings.name}")`;
      const path = printPath(["devices", device.index, field]);
      return [{ file: FILE, path, message: `is ${what}, which ${whose} has already; give each device its own` }];
    }),
  );
}

function doubts(electrodes: unknown, accepted: readonly Accepted[]): Problem[] {
  return accepted.flatMap(({ index, kind, settings }) => {
    const use = { listening: settings.listening, electrodes: electrodesOn(settings.name, electrodes) };
    return (kind.doubts?.(settings.config, use) ?? []).map(({ field, message }): Problem => {
      return { file: FILE, path: printPath(["devices", index, field]), message };
    });
  });
}

/** As they were written, as far as that makes sense: what does not is told elsewhere. */
function electrodesOn(device: string, electrodes: unknown): DeviceUse["electrodes"] {
  return listAt(electrodes, "electrodes").flatMap((entry) => {
    const [on, channel, named] = ["device", "channel", "profile"].map((key) => valueAt(entry, [key]));
    const profile = named === "plant" || named === "fast" ? named : "fungus";
    return on === device && typeof channel === "string" ? [{ channel, profile }] : [];
  });
}

function wrongChannels(electrodes: unknown, accepted: readonly Accepted[]): Problem[] {
  return listAt(electrodes, "electrodes").flatMap((entry, index): Problem[] => {
    const [device, channel] = [valueAt(entry, ["device"]), valueAt(entry, ["channel"])];
    const on = accepted.find(({ settings }) => settings.name === device);
    const there = on?.kind.channels?.(on.settings.config);
    if (there === undefined || typeof channel !== "string" || there.some((name) => meansChannel(channel, name)))
      return [];
    const meant = nearest(channel, there);
    const advice = meant === undefined ? `it has ${there.join(", ")}` : `did you mean "${meant}"?`;
    const message = `is ${quoted(channel)}, which ${quoted(String(device))} does not have; ${advice}`;
    return [{ file: FILE, path: printPath(["electrodes", index, "channel"]), message }];
  });
}
