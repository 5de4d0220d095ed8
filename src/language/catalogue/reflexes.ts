/** What the node's own reflexes say and call for where the card has none of its own, and what is noticed of their actions. */
export interface ReflexWords {
  readonly surge: string;
  readonly burst: string;
  readonly handled: string;
  readonly unwell: string;
  readonly gone: string;
  readonly welcome: string;
  readonly backedUp: string;
}
