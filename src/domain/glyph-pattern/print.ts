import {
  type Bound,
  type GlyphPattern,
  type GlyphStep,
  type PatternNode,
  type Repeat,
  UNITS,
} from "../glyph-pattern.js";
import type { Seconds } from "../time.js";

/** The one way to write a pattern: what it gives parses to the same pattern, and is given again for that. */
export function printGlyphPattern(pattern: GlyphPattern): string {
  const on = pattern.on === undefined ? "" : ` on ${pattern.on.join(",")}`;
  const within = pattern.within === undefined ? "" : ` within ${printLength(pattern.within)}`;
  return printNode(pattern.root) + on + within;
}

function printNode(node: PatternNode): string {
  switch (node.kind) {
    case "glyph":
      return printStep(node);
    case "sequence":
      return node.parts.map((part) => (part.kind === "choice" ? grouped(part) : printNode(part))).join(" ");
    case "choice":
      // A bar with spaces around it where it parts whole sentences.
      return node.options.map(printNode).join(node.options.some((option) => option.kind === "sequence") ? " | " : "|");
    case "repeat":
      return (node.part.kind === "glyph" ? printNode(node.part) : grouped(node.part)) + printTimes(node);
  }
}

function grouped(node: PatternNode): string {
  return `(${printNode(node)})`;
}

function printStep({ sign, name, longer, shorter }: GlyphStep): string {
  return (sign === 1 ? "+" : sign === -1 ? "-" : "") + name + printBound(">", longer) + printBound("<", shorter);
}

function printBound(sign: string, bound: Bound | undefined): string {
  return bound === undefined ? "" : sign + (bound.inclusive ? "=" : "") + printLength(bound.seconds);
}

function printTimes({ least, most }: Repeat): string {
  if (least === 0 && most === 1) return "?";
  if (most === undefined) return least === 0 ? "*" : least === 1 ? "+" : `{${least},}`;
  return least === most ? `{${least}}` : `{${least},${most}}`;
}

/** In the greatest unit that needs no fraction. */
function printLength(seconds: Seconds): string {
  for (const [unit, length] of Object.entries(UNITS).reverse())
    if (seconds >= length && seconds % length === 0) return `${seconds / length}${unit}`;
  return `${seconds}s`;
}
