/** What the node's own reflexes say and call for, where the card has none of its own. */
export interface ReflexWords {
  readonly surge: string;
  readonly burst: string;
  readonly handled: string;
  readonly unwell: string;
  readonly welcome: string;
}
