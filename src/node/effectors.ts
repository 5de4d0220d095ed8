import type { ActionRunner } from "../actions/action-runner.js";
import type { Hushes } from "../actions/hushes.js";
import type { EventLog } from "../domain/event-log.js";
import type { Intention } from "../domain/intention.js";
import { electrodesOf, type Noticed } from "../domain/percept.js";
import type { Action } from "../domain/reflex.js";
import type { Seconds } from "../domain/time.js";
import type { BreathControl } from "../ports/breath-control.js";
import type { Neighbours } from "../ports/neighbours.js";
import type { ReadingService } from "../spiralformer/reading-service.js";
import type { CloserListening } from "./closer-listening.js";

export interface EffectorsParts {
  readonly events: EventLog;
  readonly notice: (noticed: Noticed) => void;
  readonly actions: Pick<ActionRunner, "act">;
  readonly hushes: Pick<Hushes, "withholds">;
  readonly calls: BreathControl;
  readonly closer: Pick<CloserListening, "listen">;
  readonly reading: Pick<ReadingService, "ask">;
  /** The other nodes of the site; absent where nobody may be asked. */
  readonly neighbours: Neighbours | undefined;
}

/** Carries out what attention wants: tells it, and does it. Nothing here throws, or waits. */
export class Effectors {
  readonly #parts: EffectorsParts;

  constructor(parts: EffectorsParts) {
    this.#parts = parts;
  }

  carryOut(intention: Intention, now: Seconds): void {
    const { events, actions, hushes, calls, closer, reading, neighbours, notice } = this.#parts;
    switch (intention.kind) {
      case "act": {
        const { reflex, action, percept } = intention;
        const about = { electrodes: electrodesOf(percept), type: percept.type };
        if (isForPeople(action) && hushes.withholds(about, now)) break;
        events.tell(now, { type: "reflex", reflex, action, percept: percept.id });
        actions.act(reflex, action, percept);
        break;
      }
      case "notice":
        notice(intention.noticed);
        break;
      case "thread": {
        const { kind: _, ...said } = intention;
        events.tell(now, { type: "thread", ...said });
        break;
      }
      case "insight": {
        const { kind: _, ...said } = intention;
        events.tell(now, { type: "insight", ...said });
        break;
      }
      case "say":
        if (hushes.withholds({ electrodes: intention.about ?? [] }, now)) break;
        events.tell(now, { type: "voice", line: intention.line, text: intention.text });
        break;
      case "breath":
        calls[intention.call]();
        break;
      case "listen":
        closer.listen(intention.electrode, intention.seconds);
        break;
      case "read":
        reading.ask(intention.electrodes, intention.reason);
        break;
      case "ask-neighbours":
        neighbours?.ask(intention.seconds, intention.reason);
        break;
    }
  }
}

/** Only what calls people waits while they want to be left in peace; actions are done. */
function isForPeople({ kind }: Action): boolean {
  return kind === "publish" || kind === "alert";
}
