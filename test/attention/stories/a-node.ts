import { allKinds } from "../../../devices/all.js";
import { advance, dueAt } from "../../../src/attention/advance.js";
import { phaseBegan } from "../../../src/attention/phase-began.js";
import type { AttentionRules } from "../../../src/attention/state/state.js";
import { resolveCard } from "../../../src/config/resolve-card.js";
import type { Intention } from "../../../src/domain/intention.js";
import type { Reflex } from "../../../src/domain/reflex.js";
import { MINUTE } from "../../../src/domain/time.js";
import { ENGLISH } from "../../../src/language/en/english.js";
import { OsFiles } from "../../../src/ports/os/files.js";
import { AttentionUnderTest, DAWN } from "../attention-under-test.js";

/** The rules of a node that nobody has configured: what stories tell is what users get. */
export async function usualRules(): Promise<AttentionRules> {
  const card = { folder: undefined, stateFolder: undefined, files: new OsFiles(), kinds: allKinds, log: () => {} };
  const { configuration } = await resolveCard(card);
  return { settings: configuration.attention, reflexes: configuration.reflexes, words: ENGLISH };
}

/** A node's attention with its usual settings and reflexes; its times are minutes after dawn. */
export async function aNode(reflexes?: readonly Reflex[]): Promise<NodeMind> {
  const rules = await usualRules();
  return new NodeMind(reflexes ?? rules.reflexes, undefined, rules.settings);
}

export class NodeMind extends AttentionUnderTest {
  /** Lets time pass till then, as the node's one timer does: what falls due on the way is done when it is due. */
  waits(until: number): readonly Intention[] {
    const told: Intention[] = [];
    const end = DAWN + until * MINUTE;
    for (
      let now = dueAt(this.state, this.#now, this.rules);
      now <= end;
      now = dueAt(this.state, this.#now, this.rules)
    ) {
      this.#now = Math.max(now, this.#now);
      told.push(...this.takes(advance(this.state, this.#now, this.rules)));
    }
    this.#now = end;
    return told;
  }

  /** One breath at that minute: the hold's thought, then the exhale's sleep work. */
  breathes(minute: number): readonly Intention[] {
    this.#now = DAWN + minute * MINUTE;
    const thought = this.thinks(minute);
    const exhaling = this.takes(phaseBegan(this.state, "exhale", this.#now, this.rules));
    return [...thought, ...exhaling, ...this.sleeps(minute)];
  }

  #now = DAWN;

  /** Why the active thread has the attention: the names of its boosts, the strongest first. */
  get because(): readonly string[] {
    return this.state.live.find(({ status }) => status === "active")?.why.boosts.map(({ by }) => by) ?? [];
  }
}

/** What was told to people. */
export function saidIn(intentions: readonly Intention[]): readonly string[] {
  return intentions.flatMap((one) => (one.kind === "say" ? [one.text] : []));
}

/** What reflexes did: `surge alert`. */
export function deedsIn(intentions: readonly Intention[]): readonly string[] {
  return intentions.flatMap((one) => (one.kind === "act" ? [`${one.reflex} ${one.action.kind}`] : []));
}
