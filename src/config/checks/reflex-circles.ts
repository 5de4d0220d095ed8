import { globMatches } from "../../domain/glob.js";
import { reflexSource } from "../../domain/percept-source.js";
import { type CardContent, listAt, valueAt } from "../written/content.js";
import { type Problem, printPath } from "../written/problem.js";

/** Conditions of which nobody can say beforehand whether an awareness will meet them. */
const UNCERTAIN = ["values", "count", "between", "glyphs", "quiet_for_s", "daily"] as const;

/** With what remains of these, everything fits. */
const GLOBS: ReadonlySet<string> = new Set(["source", "type"]);

/**
 * Reflexes whose awareness fires themselves, or goes round through others and comes back. That is a fault, whatever their cool-downs
 * are: at run time it is cut off after one round, so that it can never be what was meant. Only what is certain from the card is
 * found here; the rest is cut off at run time, and told.
 */
export function circleProblems(content: CardContent): Problem[] {
  const rules = listAt(content.files.reflexes, "reflexes");
  const fires = rules.map((rule) => rules.flatMap((other, j) => (firesFor(rule, other) ? [j] : [])));
  const known = new Set<number>();
  const problems: Problem[] = [];
  for (let i = 0; i < rules.length; i++) {
    if (known.has(i)) continue;
    const circle = circleFrom(i, fires);
    if (circle === undefined) continue;
    for (const j of circle) known.add(j);
    const path = printPath(["reflexes", i, "awareness"]);
    problems.push({ file: "reflexes.json", path, message: sayCircle(circle.slice(1).map((j) => rules[j])) });
  }
  return problems;
}

/** Reflexes that fit everything: it may be meant, but seldom is. */
export function reflexWarnings(content: CardContent): Problem[] {
  return listAt(content.files.reflexes, "reflexes").flatMap((rule, i): Problem[] => {
    const when = valueAt(rule, ["when"]);
    if (typeof when !== "object" || when === null || Object.keys(when).length === 0) return [];
    const open = Object.entries(when).every(([key, glob]) => GLOBS.has(key) && /^\*+$/.test(String(glob)));
    if (!open) return [];
    const hidden =
      valueAt(rule, ["awareness"]) === undefined ? ", and, without awareness, keeps all of it from being followed" : "";
    const message = `fits everything that is noticed${hidden}; give it a narrower source or type, unless that is meant`;
    return [{ file: "reflexes.json", path: printPath(["reflexes", i, "when"]), message }];
  });
}

/** Is it certain that the awareness of `rule` fires `other`? */
function firesFor(rule: unknown, other: unknown): boolean {
  const [id, awareness, when] = [valueAt(rule, ["id"]), valueAt(rule, ["awareness"]), valueAt(other, ["when"])];
  const type = valueAt(awareness, ["type"]);
  if (typeof id !== "string" || typeof type !== "string" || typeof when !== "object" || when === null) return false;
  if (UNCERTAIN.some((key) => valueAt(when, [key]) !== undefined)) return false;
  const fits = (key: "source" | "type", text: string) => {
    const glob = valueAt(when, [key]);
    return glob === undefined || (typeof glob === "string" && globMatches(glob, text));
  };
  const tags = listAt(awareness, "tags");
  const intensity = Number(valueAt(awareness, ["intensity"]) ?? 0.5);
  return (
    fits("source", reflexSource(id)) &&
    fits("type", type) &&
    listAt(when, "tags").every((tag) => tags.includes(tag)) &&
    intensity >= Number(valueAt(when, ["intensity"]) ?? 0)
  );
}

/** The shortest way from `start` back to it, with `start` first; of later rules only, since earlier ones were looked at. */
function circleFrom(start: number, fires: readonly (readonly number[])[]): readonly number[] | undefined {
  const ways: (readonly number[])[] = [[start]];
  const seen = new Set<number>();
  for (const way of ways) {
    for (const next of fires[way.at(-1) ?? start] ?? []) {
      if (next === start) return way;
      if (next < start || seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

function sayCircle(others: readonly unknown[]): string {
  const remedy = 'a source, such as "electrode/*", or another type';
  if (others.length === 0) return `would fire the reflex again without end; give "when" ${remedy}`;
  const names = others.map((rule) => String(valueAt(rule, ["id"]))).join(", that ");
  return `would fire ${names}, and that this one again, without end; give "when" of one of them ${remedy}`;
}
