import { z } from "zod";
import { rootOf } from "../topics.js";
import type { Components } from "./component.js";
import { discoveryTopic, namesIn } from "./document.js";
import type { DiscoveryFacts } from "./facts.js";

/** What Home Assistant was told, so that what is gone can be taken back. */
export interface Announced {
  /** Where the document stands, and the node's root of then; absent where nothing was told, or by an andas that did not note it. */
  readonly document?: string | undefined;
  readonly root?: string | undefined;
  /** Components by id, with their platform: `{"electrode-e1":"sensor"}`. */
  readonly components: Readonly<Record<string, string>>;
}

/** The same, as the disk has it. */
export const ANNOUNCED: z.ZodType<Announced> = z.object({
  document: z.string().optional(),
  root: z.string().optional(),
  components: z.record(z.string(), z.string()),
});

export const NOTHING_ANNOUNCED: Announced = { components: {} };

/** Version 2: it is known where the document stands. It was the components alone. */
export function announcedKnowsWhere(components: unknown): unknown {
  return { components };
}

/** What to remember once the document is delivered. */
export function announcedBy(
  prefix: string,
  { identity }: Pick<DiscoveryFacts, "identity">,
  all: Components,
): Announced {
  return {
    document: discoveryTopic(prefix, identity),
    root: rootOf(identity),
    components: Object.fromEntries(Object.entries(all).map(([id, { platform }]) => [id, platform])),
  };
}

/** The electrodes and covariates that it was told of. */
export function namesAnnounced({ components }: Announced): string[] {
  return namesIn(Object.keys(components));
}
