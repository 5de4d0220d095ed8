import type { z } from "zod";
import { AndasError } from "../../domain/errors.js";

/** What a value of JSON is called by who writes it by hand. */
const CALLED: Readonly<Record<string, string>> = {
  ...{ string: 'a text in "…"', number: "a number", boolean: "true or false", array: "a list […]" },
  ...{ object: "something in {…}", record: "something in {…}", tuple: "a list […]" },
};

/**
 * What an artist wrote: words, or a mapping.
 * @param file for the message
 * @throws AndasError `config` that names the place and says what would be right
 */
export function parseArtistsFile<T>(schema: z.ZodType<T>, text: string, file: string): T {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new AndasError("config", `${file}: is no JSON: a comma or a quote too many or too few?`, error);
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AndasError("config", `${file}: ${issue?.path.join(".") || "all of it"}: ${wrong(issue!)}`);
}

function wrong(issue: z.core.$ZodIssue): string {
  if (issue.code !== "invalid_type") return issue.message;
  const called = CALLED[issue.expected] ?? issue.expected;
  return issue.message.endsWith("undefined") ? `is missing; write ${called}` : `must be ${called}`;
}
