/** The markers of percepts, so that one word means one thing. A card's own begin with `my:`. */
export const TAGS = {
  "from:operator": "somebody said it, or pressed the button",
  "from:neighbour": "another node of the site told it",
  historical: "a neighbour told it later than it happened",
  urgent: "it should not wait: it wakes the node up",
  routine: "it comes every day: nothing to think about",
  control: "from an electrode in the same medium without an organism",
  shared: "a control electrode showed the same",
  trouble: "something is wrong with an electrode or a device",
  handled: "a reflex saw to it, and nobody need mind it",
  expected: "an insight said that it would come",
  doubted: "an insight says that it was something else before, here",
  missed: "an insight said that it would come, and it did not",
} as const;

export type Tag = keyof typeof TAGS;

/** What a tag looks like, for the `pattern` of a JSON Schema. */
export const TAG_REGEX = `^(${Object.keys(TAGS).join("|")}|my:[a-z0-9-]+)$`;

const TAG = new RegExp(TAG_REGEX);

/** Is it in the vocabulary, or a card's own? */
export function isTag(text: string): boolean {
  return TAG.test(text);
}
