import type { NodeDetail } from "../model/node-detail.ts";
import { localTime } from "../model/telling.ts";
import type { Session } from "./session.ts";

interface VoiceProps {
  readonly session: Session;
  readonly detail: NodeDetail;
}

const telling = localTime();

/** What the node says of itself, and its tones for who wants to hear them. */
export function VoicePart({ session, detail }: VoiceProps) {
  const { lines } = detail;
  return (
    <section aria-labelledby="voice">
      <h2 id="voice">What it says</h2>
      <p class="words">
        <button type="button" aria-pressed={session.sounds} onClick={() => session.sound(!session.sounds)}>
          {session.sounds ? "Be quiet" : "Hear its tones"}
        </button>
        {session.sounds && <span class="aside">each spike as it is told, an hour in a minute</span>}
      </p>
      {lines.length === 0 && (
        <p class="empty">
          Nothing since this page was opened. It speaks in an inhale in which something lives, where its card says{" "}
          <code>"voice"</code>.
        </p>
      )}
      <ol class="plain spoken" aria-live="polite">
        {lines.map(({ at, text }) => (
          <li key={at}>
            {text.split("\n").map((half) => (
              <span key={half} class="verse">
                {half}
              </span>
            ))}
            <time class="aside">{telling.day(at)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}
