import { useState } from "preact/hooks";
import { GLYPHS } from "../../domain/glyph.js";
import type { Facts } from "../../domain/percept.js";
import { HOUR, MINUTE } from "../../domain/time.js";
import type { Asks } from "../model/asks.ts";
import { standingOf } from "../model/standing.ts";
import type { NodeSummary } from "../model/summary.ts";
import { now } from "./clock.ts";
import type { Session } from "./session.ts";

interface WordsProps {
  readonly session: Session;
  readonly asks: Asks;
  readonly summary: NodeSummary;
}

const LISTEN_S = 10 * MINUTE;
const HUSH_S = HOUR;

/** What a person may say to the node, and what it answered. */
export function WordsPart({ session, asks, summary }: WordsProps) {
  const [electrode, choose] = useState("");
  const [as, call] = useState("artefact");
  const electrodes = summary.description?.electrodes ?? [];
  const named: Facts = electrode === "" ? {} : { electrode };
  const whom = electrode === "" ? "everything" : electrode;
  const away = session.link.state !== "open";
  const sleeps = standingOf(summary, now()).name === "sleeping";
  const word = (name: string, text: string, said: string, body: Facts = {}) => (
    <button type="button" disabled={away} onClick={() => session.ask(name, said, body)}>
      {text}
    </button>
  );
  return (
    <section aria-labelledby="words">
      <h2 id="words">A word with it</h2>
      <p class="words">
        <label>
          About
          <select value={electrode} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">all electrodes</option>
            {electrodes.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {word("listen", "Listen for 10 min", `listen to ${whom}`, { for_s: LISTEN_S, ...named })}
        {word("hush", "Hush for an hour", `hush about ${whom}`, { for_s: HUSH_S, ...named })}
      </p>
      <p class="words">
        <label>
          The last quarter of an hour was
          <select value={as} onChange={(event) => call(event.currentTarget.value)}>
            {[...GLYPHS, "handling", "rain"].map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          disabled={away || electrode === ""}
          title={electrode === "" ? "Choose an electrode first" : undefined}
          onClick={() => session.ask("label", `${electrode} was ${as}`, { electrode, as })}
        >
          Label
        </button>
      </p>
      <p class="words">
        {word("gasp", "Inhale now", "inhale now")}
        {word("thanks", "Thanks", "thanks")}
      </p>
      <ol class="answers" aria-live="polite">
        {asks.all.map(({ transaction, said, status, text }) => (
          <li key={transaction} class={status}>
            <span class="said">{said}</span>
            <span class="answer">
              {status === "waiting" ? (sleeps ? "it sleeps, and answers when it wakes …" : "…") : text}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
