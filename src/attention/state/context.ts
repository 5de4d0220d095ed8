import type { Json } from "../../domain/percept.js";

// What a thread knows comes back from disk: they are read as what they are, and as nothing where they are something else.

export function number(value: Json | undefined, otherwise = 0): number {
  return typeof value === "number" ? value : otherwise;
}

export function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

export function isTable(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How often each word was counted. */
export function tally(value: Json | undefined): Readonly<Record<string, number>> {
  if (!isTable(value)) return {};
  const counts: Record<string, number> = {};
  for (const [word, count] of Object.entries(value)) if (typeof count === "number") counts[word] = count;
  return counts;
}

export function tallied(value: Json | undefined, word: string): Readonly<Record<string, number>> {
  const before = tally(value);
  return { ...before, [word]: (Object.hasOwn(before, word) ? (before[word] ?? 0) : 0) + 1 };
}
