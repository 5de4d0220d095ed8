import { useState } from "preact/hooks";
import { GLYPHS } from "../../domain/glyph.js";
import type { Facts } from "../../domain/percept.js";
import { HOUR, MINUTE } from "../../domain/time.js";
import type { Asks } from "../model/asks.ts";
import { standingOf } from "../model/standing.ts";
import type { NodeSummary } from "../model/summary.ts";
import { now } from "./clock.ts";
import type { Session } from "./session.ts";
import { useTelling } from "./telling.ts";

interface WordsProps {
  readonly session: Session;
  readonly asks: Asks;
  readonly summary: NodeSummary;
}

const LISTEN_S = 10 * MINUTE;
const HUSH_S = HOUR;

/** What a person may say to the node, and what it answered. */
export function WordsPart({ session, asks, summary }: WordsProps) {
  const { things, web } = useTelling();
  const { words } = web;
  const [electrode, choose] = useState("");
  const [as, call] = useState("artefact");
  const electrodes = summary.description?.electrodes ?? [];
  const named: Facts = electrode === "" ? {} : { electrode };
  const whom = electrode === "" ? words.everything : electrode;
  const away = session.link.state !== "open";
  const sleeps = standingOf(summary, now()).name === "sleeping";
  const word = (name: string, text: string, said: string, body: Facts = {}) => (
    <button type="button" disabled={away} onClick={() => session.ask(name, said, body)}>
      {text}
    </button>
  );
  return (
    <section aria-labelledby="words">
      <h2 id="words">{words.title}</h2>
      <p class="words">
        <label>
          {words.about}
          <select value={electrode} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">{words.all}</option>
            {electrodes.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {word("listen", words.listen, words.listened(whom), { for_s: LISTEN_S, ...named })}
        {word("hush", words.hush, words.hushed(whom), { for_s: HUSH_S, ...named })}
      </p>
      <p class="words">
        <label>
          {words.lastQuarter}
          <select value={as} onChange={(event) => call(event.currentTarget.value)}>
            {[...GLYPHS, "handling", "rain"].map((name) => (
              <option key={name} value={name}>
                {things.name(name)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          disabled={away || electrode === ""}
          title={electrode === "" ? words.chooseFirst : undefined}
          onClick={() => session.ask("label", words.labelled({ electrode, as: things.name(as) }), { electrode, as })}
        >
          {words.label}
        </button>
      </p>
      <p class="words">
        {word("gasp", words.gasp, words.gasped)}
        {word("thanks", words.thanks, words.thanked)}
      </p>
      <ol class="answers" aria-live="polite">
        {asks.all.map(({ transaction, said, status, text }) => (
          <li key={transaction} class={status}>
            <span class="said">{said}</span>
            <span class="answer">{status === "waiting" ? (sleeps ? words.sleeps : "…") : text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
