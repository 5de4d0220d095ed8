import type { NodeDetail } from "../model/node-detail.ts";
import type { Session } from "./session.ts";
import { useTelling } from "./telling.ts";

interface VoiceProps {
  readonly session: Session;
  readonly detail: NodeDetail;
}

/** What the node says of itself, and its tones for who wants to hear them. */
export function VoicePart({ session, detail }: VoiceProps) {
  const { day, web } = useTelling();
  const { voice: words } = web;
  const { lines } = detail;
  return (
    <section aria-labelledby="voice">
      <h2 id="voice">{words.title}</h2>
      <p class="words">
        <button type="button" aria-pressed={session.sounds} onClick={() => session.sound(!session.sounds)}>
          {session.sounds ? words.quiet : words.hear}
        </button>
        {session.sounds && <span class="aside">{words.pace}</span>}
      </p>
      {lines.length === 0 && <p class="empty">{words.nothing}</p>}
      <ol class="plain spoken" aria-live="polite">
        {lines.map(({ at, text }) => (
          <li key={at}>
            {text.split("\n").map((half) => (
              <span key={half} class="verse">
                {half}
              </span>
            ))}
            <time class="aside">{day(at)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}
