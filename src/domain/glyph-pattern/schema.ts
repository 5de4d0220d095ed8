import { GLYPHS } from "../glyph.js";

const LENGTH = String.raw`\d+(?:\.\d+)?\s*(?:s|min|h|d)\b`;
const NAME = String.raw`[+-]?(?:any|${GLYPHS.join("|")})\b`;
const COMPARISON = String.raw`[<>]=?\s*${LENGTH}`;
const TIMES = String.raw`[?*+]|\{\s*\d+\s*(?:,\s*(?:\d+\s*)?)?\}`;
const ON = String.raw`on\b\s*[a-z0-9-]+\s*(?:,\s*[a-z0-9-]+\s*)*`;
const WITHIN = String.raw`within\b\s*${LENGTH}\s*`;

/**
 * The `pattern` of a JSON Schema for glyph patterns: every pattern that parses fits it. It does not count brackets and knows no
 * limits, so what fits may still fail to parse.
 */
export const GLYPH_PATTERN_REGEX = String.raw`^\s*(?:(?:${NAME}|[()|]|${COMPARISON}|${TIMES})\s*)+(?:${ON}|${WITHIN})*$`;
