import type { Seconds } from "../domain/time.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import { accountForTime, noteUnheard } from "./learning/diary/keep.js";
import { draftOf, resultOf } from "./state/draft.js";
import type { AttentionState } from "./state/state.js";

/** In this time an electrode was not listened to, on purpose: that nothing came then means nothing. */
export function unheard(
  state: AttentionState,
  electrode: string,
  [from, until]: readonly [Seconds, Seconds],
  words: Catalogue,
): AttentionState {
  const draft = draftOf(state, words);
  noteUnheard(draft, electrode, from, until);
  return resultOf(draft).state;
}

/** The node was off until now, and heard nothing meanwhile. */
export function cameBack(state: AttentionState, now: Seconds, words: Catalogue): AttentionState {
  const draft = draftOf(state, words);
  accountForTime(draft, now, true);
  return resultOf(draft).state;
}
