import assert from "node:assert/strict";
import { type NodeState, nodeState } from "../../src/node/node-state.js";
import { unseal } from "../../src/storage/envelope.js";
import { type SavedSections, Sections } from "../../src/storage/sections.js";

/** What a state file holds, part by part. */
export function keptIn(text: string): Kept {
  const opened = unseal(text);
  assert.ok("data" in opened, JSON.stringify(opened));
  return valuesOf(nodeState(new Sections(opened.data as SavedSections)));
}

export type Kept = { readonly [Part in keyof NodeState]: NodeState[Part]["value"] };

export function valuesOf(state: NodeState): Kept {
  return Object.fromEntries(Object.entries(state).map(([name, { value }]) => [name, value])) as Kept;
}
