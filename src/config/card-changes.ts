import { isDeepStrictEqual } from "node:util";
import type { GoodCard } from "./judge-card.js";

type Compared = Pick<GoodCard, "configuration" | "secrets">;

/** The parts of a card, as a person calls them, and what each of them is made of. */
const PARTS = {
  node: ({ configuration }) => ({ ...configuration.node, broker: undefined, embeddedBroker: undefined }),
  broker: ({ configuration: { node }, secrets }) => [node.broker, node.embeddedBroker, secrets],
  devices: ({ configuration }) => configuration.devices,
  electrodes: ({ configuration }) => configuration.electrodes,
  glyphs: ({ configuration }) => configuration.glyphs,
  breath: ({ configuration }) => [configuration.breath, configuration.rest],
  reflexes: ({ configuration }) => configuration.reflexes,
  attention: ({ configuration }) => configuration.attention,
} as const satisfies Record<string, (card: Compared) => unknown>;

export type CardPart = keyof typeof PARTS;

/** The parts in which two cards differ, in their order. */
export function changedParts(before: Compared, after: Compared): readonly CardPart[] {
  return (Object.keys(PARTS) as CardPart[]).filter(
    (part) => !isDeepStrictEqual(PARTS[part](before), PARTS[part](after)),
  );
}
