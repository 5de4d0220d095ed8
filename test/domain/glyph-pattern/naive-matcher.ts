import type { Glyph } from "../../../src/domain/glyph.js";
import type { GlyphPattern, GlyphStep, PatternNode } from "../../../src/domain/glyph-pattern.js";

/**
 * What a pattern means, said as plainly as possible and at any cost: look back over the whole list at every glyph. Gives the
 * matches that the last glyph of `glyphs` completes, as [start, end], or undefined.
 */
export function naiveMatch(pattern: GlyphPattern, glyphs: readonly Glyph[]): readonly [number, number] | undefined {
  const last = glyphs.at(-1);
  if (last === undefined) return undefined;
  if (pattern.on !== undefined && !pattern.on.includes(last.electrode)) return undefined;
  const stream = glyphs.filter((glyph) =>
    pattern.on === undefined ? glyph.electrode === last.electrode : pattern.on.includes(glyph.electrode),
  );
  const named = namesIn(pattern.root);
  const heard = stream.filter(
    ({ name }) => named.has("any") || named.has(name) || (name !== "rest" && name !== "pause"),
  );
  if (heard.at(-1) !== last) return undefined;

  const isMatch = (row: readonly Glyph[]) =>
    ends(pattern.root, row, 0).has(row.length) &&
    (pattern.within === undefined || until(row) <= from(row) + pattern.within);
  for (let i = 0; i < heard.length; i++) {
    const row = heard.slice(i);
    if (!isMatch(row)) continue;
    const before = row.slice(0, -1);
    return before.length > 0 && isMatch(before) ? undefined : [from(row), until(row)];
  }
  return undefined;
}

function from(row: readonly Glyph[]): number {
  return Math.min(...row.map(({ start }) => start));
}

function until(row: readonly Glyph[]): number {
  return Math.max(...row.map(({ end }) => end));
}

function namesIn(node: PatternNode): Set<string> {
  if (node.kind === "glyph") return new Set([node.name]);
  const inside = node.kind === "sequence" ? node.parts : node.kind === "choice" ? node.options : [node.part];
  return new Set(inside.flatMap((part) => [...namesIn(part)]));
}

/** Where `node` can end when it begins at `at`. */
function ends(node: PatternNode, row: readonly Glyph[], at: number): Set<number> {
  switch (node.kind) {
    case "glyph": {
      const glyph = row[at];
      return new Set(glyph !== undefined && fits(node, glyph) ? [at + 1] : []);
    }
    case "sequence":
      return node.parts.reduce((all, part) => after(all, part, row), new Set([at]));
    case "choice":
      return new Set(node.options.flatMap((option) => [...ends(option, row, at)]));
    case "repeat": {
      let reached = new Set([at]);
      const all = new Set<number>(node.least === 0 ? [at] : []);
      // Beyond the least, a round more than there are glyphs reaches nothing new.
      const rounds = Math.min(node.most ?? Number.POSITIVE_INFINITY, node.least + row.length + 1);
      for (let round = 1; round <= rounds; round++) {
        reached = after(reached, node.part, row);
        if (round >= node.least) for (const end of reached) all.add(end);
      }
      return all;
    }
  }
}

function after(starts: ReadonlySet<number>, node: PatternNode, row: readonly Glyph[]): Set<number> {
  return new Set([...starts].flatMap((start) => [...ends(node, row, start)]));
}

function fits({ name, sign, longer, shorter }: GlyphStep, { name: is, amplitude, start, end }: Glyph): boolean {
  if (name !== "any" && name !== is) return false;
  if (sign !== 0 && Math.sign(amplitude) !== sign) return false;
  if (longer !== undefined && !(longer.inclusive ? end >= start + longer.seconds : end > start + longer.seconds))
    return false;
  return shorter === undefined || (shorter.inclusive ? end <= start + shorter.seconds : end < start + shorter.seconds);
}
