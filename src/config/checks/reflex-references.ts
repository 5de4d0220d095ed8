import { globMatches } from "../../domain/glob.js";
import { parseGlyphPattern } from "../../domain/glyph-pattern/parse.js";
import type { NamedSense, SingleSense } from "../../domain/percept-source.js";
import { factsFor, PERCEPT_FACTS, sourcesFor, typesFor } from "../../domain/percept-types.js";
import { nearest } from "../../domain/spelling.js";
import type { DeviceKind } from "../../ports/device.js";
import { type CardContent, listAt, valueAt } from "../written/content.js";
import { type Problem, printPath, quoted } from "../written/problem.js";
import { isAble, wrongDevice } from "./references.js";

/** Sources whose percepts are never about an electrode of this node. */
const NO_ELECTRODE: ReadonlySet<string> = new Set<NamedSense | SingleSense>([
  ...(["device/", "host", "clock", "sky", "node", "neighbour/"] as const),
]);

/** What is there to be named; undefined where nobody can know. */
interface There {
  readonly devices: readonly unknown[] | undefined;
  readonly electrodes: readonly string[] | undefined;
  readonly reflexes: readonly string[];
  readonly kinds: readonly DeviceKind[];
}

/**
 * Reflexes that name what is not there, or wait for what is never told. Looks at what was written, as `referenceProblems` does, so
 * that these are told together with all other faults.
 */
export function reflexReferences(
  content: CardContent,
  kinds: readonly DeviceKind[],
  broken: ReadonlySet<string>,
): Problem[] {
  const rules = listAt(content.files.reflexes, "reflexes");
  const devices = broken.has("electrodes") ? undefined : listAt(content.files.electrodes, "devices");
  const there: There = {
    devices,
    electrodes: devices && electrodesOf(content, devices, kinds),
    reflexes: textsAt(rules, "id"),
    kinds,
  };
  return rules.flatMap((rule, i) => [
    ...wrongTrigger(rule, i, there),
    ...wrongFacts(rule, i),
    ...wrongActions(rule, i, there),
  ]);
}

/** The actions of a rule as they were written, with their places. */
export function actionsOf(rule: unknown): readonly { action: unknown; at: readonly PropertyKey[] }[] {
  const written = valueAt(rule, ["action"]);
  if (!Array.isArray(written)) return [{ action: written, at: ["action"] }];
  return written.map((action: unknown, j) => ({ action, at: ["action", j] }));
}

/** All electrodes by name; undefined where a device gives all its channels, whatever they are called. */
function electrodesOf(
  content: CardContent,
  devices: readonly unknown[],
  kinds: readonly DeviceKind[],
): readonly string[] | undefined {
  const entries = listAt(content.files.electrodes, "electrodes");
  const named = new Set(textsAt(entries, "device"));
  const hearing = devices.filter((device) => isAble(device, "electrodes", kinds));
  const all = hearing.length > 0 && textsAt(hearing, "name").every((name) => named.has(name));
  return all ? textsAt(entries, "name") : undefined;
}

function textsAt(entries: readonly unknown[], key: string): readonly string[] {
  return entries.flatMap((entry) => {
    const value = valueAt(entry, [key]);
    return typeof value === "string" ? [value] : [];
  });
}

function wrongTrigger(rule: unknown, index: number, there: There): Problem[] {
  const problem = (key: string, message: string): Problem => ({
    file: "reflexes.json",
    path: printPath(["reflexes", index, "when", key]),
    message,
  });
  const [source, type, glyphs] = ["source", "type", "glyphs"].map((key) => valueAt(rule, ["when", key]));
  const problems: Problem[] = [];
  if (typeof source === "string" && source !== "") {
    const message = wrongSource(source, there);
    if (message !== undefined) problems.push(problem("source", message));
    else if (typeof type === "string" && type !== "") {
      const wrong = wrongType(source, type);
      if (wrong !== undefined) problems.push(problem("type", wrong));
    }
  }
  if (typeof glyphs === "string") {
    const stranger = electrodesIn(glyphs).find((name) => there.electrodes?.includes(name) === false);
    if (stranger !== undefined)
      problems.push(problem("glyphs", `is on ${quoted(stranger)}, ${noElectrode(stranger, there)}`));
  }
  return problems;
}

function wrongSource(source: string, there: There): string | undefined {
  const fit = sourcesFor(source);
  if (fit.length === 0) {
    const known = Object.keys(PERCEPT_FACTS).map((name) => (name.endsWith("/") ? `${name}*` : name));
    return `is ${quoted(source)}, and nobody of that name ever tells anything; ${help(source, known, "there are")}`;
  }
  if (source.includes("*")) return undefined;
  const name = source.slice(source.indexOf("/") + 1);
  if (fit.includes("electrode/") && there.electrodes?.includes(name) === false)
    return `is ${quoted(source)}, ${noElectrode(name, there)}`;
  const devices = there.devices && textsAt(there.devices, "name");
  if (fit.includes("device/") && devices?.includes(name) === false)
    return `is ${quoted(source)}, and there is no such device; ${help(name, devices, "devices:")}`;
  if (fit.includes("reflex/") && !there.reflexes.includes(name))
    return `is ${quoted(source)}, and there is no such reflex; ${help(name, there.reflexes, "reflexes:")}`;
  return undefined;
}

function wrongType(source: string, type: string): string | undefined {
  const told = typesFor(source);
  if (told === undefined || told.some((one) => globMatches(type, one))) return undefined;
  return `is ${quoted(type)}, which ${source} never tells; ${help(type, told, "it tells")}`;
}

/** Conditions on facts that no such percept has: they would never hold. */
function wrongFacts(rule: unknown, index: number): Problem[] {
  const [source, type] = ["source", "type"].map((key) => valueAt(rule, ["when", key]) ?? "*");
  if (typeof source !== "string" || typeof type !== "string") return [];
  const facts = factsFor(source, type);
  // Where there are none at all, the source or the type is wrong, and that was told.
  if (facts === undefined || facts.length === 0) return [];
  return listAt(valueAt(rule, ["when"]), "values").flatMap((condition, i): Problem[] => {
    const field = valueAt(condition, ["field"]);
    if (typeof field !== "string" || field === "") return [];
    const fact = field.split(".")[0] ?? field;
    if (facts.includes(fact)) return [];
    const none = type === "*" ? `nothing of ${source}` : `no ${type}`;
    const message = `is ${quoted(field)}, and ${none} has such a fact; ${help(fact, facts, "it has")}`;
    return [{ file: "reflexes.json", path: printPath(["reflexes", index, "when", "values", i, "field"]), message }];
  });
}

function wrongActions(rule: unknown, index: number, there: There): Problem[] {
  return actionsOf(rule).flatMap(({ action, at }): Problem[] => {
    const place = (...path: PropertyKey[]) => ({
      file: "reflexes.json",
      path: printPath(["reflexes", index, ...at, ...path]),
    });
    const kind = valueAt(action, ["kind"]);
    switch (kind) {
      case "pulse":
      case "level":
        if (there.devices === undefined) return [];
        return wrongDevice(valueAt(action, ["output"]), "output", place("output"), there.devices, there.kinds);
      case "mute": {
        const name = valueAt(action, ["electrode"]);
        if (name === undefined && !mayBeOfElectrode(rule))
          return [
            { ...place("electrode"), message: "is missing, and what fires this reflex is of no electrode; name one" },
          ];
        return wrongElectrode(name, place("electrode"), there);
      }
      case "command":
        return wrongElectrode(valueAt(action, ["body", "electrode"]), place("body", "electrode"), there);
      default:
        return [];
    }
  });
}

function mayBeOfElectrode(rule: unknown): boolean {
  const when = valueAt(rule, ["when"]);
  if (valueAt(when, ["daily"]) !== undefined || valueAt(when, ["quiet_for_s"]) !== undefined) return false;
  const source = valueAt(when, ["source"]);
  return typeof source !== "string" || sourcesFor(source).some((one) => !NO_ELECTRODE.has(one));
}

function wrongElectrode(named: unknown, place: Omit<Problem, "message">, there: There): Problem[] {
  if (typeof named !== "string" || there.electrodes?.includes(named) !== false) return [];
  return [{ ...place, message: `is ${quoted(named)}, ${noElectrode(named, there)}` }];
}

function noElectrode(named: string, there: There): string {
  return `and there is no such electrode; ${help(named, there.electrodes ?? [], "electrodes:")}`;
}

/** Behind `on`; a pattern that does not parse is a fault of its own. */
function electrodesIn(pattern: string): readonly string[] {
  try {
    return parseGlyphPattern(pattern).on ?? [];
  } catch {
    return [];
  }
}

function help(named: string, known: readonly string[], there: string): string {
  const meant = nearest(named, known);
  if (meant !== undefined) return `did you mean "${meant}"?`;
  return known.length === 0 ? "leave it out" : `${there} ${[...new Set(known)].join(", ")}`;
}
