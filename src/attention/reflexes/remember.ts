import { type Draft, ownReflexes } from "../draft.js";
import type { ReflexMemory } from "./memory.js";

/** What a reflex remembers from now on. All memories are copied once a call, and only then. */
export function remember(draft: Draft, id: string, memory: ReflexMemory): void {
  ownReflexes(draft)[id] = memory;
}
