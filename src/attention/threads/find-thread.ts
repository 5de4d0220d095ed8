import type { Thread } from "../../domain/thread.js";
import type { AttentionState } from "../state/state.js";

type AllThreads = Pick<AttentionState, "live" | "frozen" | "complete">;

/** The thread of that id, whatever its status; or the one that it became part of. Looks at all of them: only for people's words. */
export function findThread(state: AllThreads, id: string): Thread | undefined {
  const threads = [...state.live, ...Object.values(state.frozen).flat(), ...state.complete];
  return (
    threads.find((thread) => thread.id === id) ??
    threads.find((thread) => thread.merged?.some((merged) => merged.id === id))
  );
}
