import { z } from "zod";
import { nearest } from "../../domain/spelling.js";
import { isTag, TAG_REGEX, TAGS } from "../../domain/tags.js";
import { quoted } from "../written/problem.js";

/** Tags of percepts: those of the vocabulary, or the card's own. */
export function tags(description: string, example: string) {
  const tag = z
    .string()
    .superRefine((text, context) => {
      if (!isTag(text)) context.addIssue({ code: "custom", message: noTag(text) });
    })
    .meta({ description: "A tag; your own begin with `my:`.", pattern: TAG_REGEX, examples: [example] });
  return z
    .array(tag)
    .max(16)
    .meta({ description, examples: [[example]] });
}

function noTag(text: string): string {
  const meant = nearest(text, Object.keys(TAGS));
  const own = "your own tags begin with my: and are small letters, digits and hyphens";
  if (meant !== undefined) return `is ${quoted(text)}, no known tag; did you mean "${meant}"? (${own})`;
  return `is ${quoted(text)}, no known tag; known are ${Object.keys(TAGS).join(", ")}, and ${own}`;
}
