/** The five files of the card, by the name that `andas schema` takes. */
export const CARD_NAMES = ["node", "electrodes", "breath", "reflexes", "attention"] as const;
export type CardName = (typeof CARD_NAMES)[number];

export function fileOf(name: CardName): string {
  return `${name}.json`;
}

export function isCardName(text: string): text is CardName {
  return (CARD_NAMES as readonly string[]).includes(text);
}

/** What a card says, as it was written: plain JSON, so that it can be kept as the last good one. */
export interface CardContent {
  /** The five files, as far as they are there. */
  readonly files: { readonly [Name in CardName]?: unknown };
  /** Texts of the files that `node.json` names under `broker`, by the path it gives. They hold secrets. */
  readonly beside: Readonly<Record<string, string>>;
}

/** What stands at `path`, or undefined: whatever was written, nothing of it is certain yet. */
export function valueAt(written: unknown, path: readonly PropertyKey[]): unknown {
  let value = written;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

/** The list under `key`, or none where something else stands. */
export function listAt(written: unknown, key: string): readonly unknown[] {
  const list = valueAt(written, [key]);
  return Array.isArray(list) ? list : [];
}
