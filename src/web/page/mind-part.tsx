import type { ThreadMessage, ThreadsMessage } from "../../protocol/payloads/threads.js";
import type { Session } from "./session.ts";
import { useTelling } from "./telling.ts";

interface MindProps {
  readonly session: Session;
  readonly threads: ThreadsMessage | undefined;
}

/** What the node attends to, and why: the active thread with the parts of its salience, those that wait, how awake it is. */
export function MindPart({ session, threads }: MindProps) {
  const { grammar, grove, web } = useTelling();
  const { mind: words } = web;
  return (
    <section aria-labelledby="mind">
      <h2 id="mind">{words.title}</h2>
      {threads === undefined ? (
        <p class="empty">{grove.saidNothingOfMind}</p>
      ) : (
        <>
          <Meter name={words.arousal} value={threads.arousal} mark={threads.threshold} />
          <p class="aside">{words.threshold(threads.threshold)}</p>
          {threads.active.map((thread) => (
            <Active key={thread.id} thread={thread} session={session} />
          ))}
          {threads.active.length === 0 && <p class="empty">{words.nothing}</p>}
          {threads.paused.length > 0 && <h3>{words.waiting(threads.pausedCount)}</h3>}
          <ul class="plain">
            {threads.paused.map(({ id, goal, salience, sentence }) => (
              <li key={id}>
                <span class="number">{grammar.fixed(salience, 2)}</span> {goal}
                <span class="aside">{sentence.split(`${goal}, `).at(-1)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Active({ thread, session }: { readonly thread: ThreadMessage; readonly session: Session }) {
  const { findings, mind: words } = useTelling().web;
  const { id, goal, salience, why, state } = thread;
  return (
    <article class="thread">
      <h3>{goal}</h3>
      <p class="aside">
        {state.phase}: {state.nextStep}
      </p>
      <Meter name={words.salience} value={salience} />
      <div class="because">
        {why.boosts.map(({ by, boost }) => (
          <Meter key={by} name={words.because(by)} value={boost} />
        ))}
      </div>
      <p class="words">
        <button type="button" onClick={() => session.ask("confirm", findings.confirmed(goal), { thread: id })}>
          {words.right}
        </button>
        <button type="button" onClick={() => session.ask("dismiss", findings.dismissed(goal), { thread: id })}>
          {words.wrong}
        </button>
      </p>
    </article>
  );
}

interface MeterProps {
  readonly name: string;
  /** 0 to 1. */
  readonly value: number;
  readonly mark?: number;
}

function Meter({ name, value, mark }: MeterProps) {
  const { grammar } = useTelling();
  const share = Math.min(1, Math.max(0, value)) * 100;
  return (
    <div class="meter">
      <span class="name">{name}</span>
      <span class="track" aria-hidden="true">
        <span class="fill" style={{ width: `${share}%` }} />
        {mark !== undefined && <span class="mark" style={{ left: `${mark * 100}%` }} />}
      </span>
      <span class="number">{grammar.fixed(value, 2)}</span>
    </div>
  );
}
