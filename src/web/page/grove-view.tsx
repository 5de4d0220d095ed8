import { useState } from "preact/hooks";
import { STANDINGS, type StandingName } from "../../domain/standing.js";
import type { Seconds } from "../../domain/time.js";
import { countStandings } from "../model/grove.ts";
import { standingOf } from "../model/standing.ts";
import { type NodeSummary, nameOf } from "../model/summary.ts";
import { NodeCard } from "./node-card.tsx";
import { useTelling } from "./telling.ts";

interface GroveProps {
  readonly nodes: readonly NodeSummary[];
  readonly at: Seconds;
  readonly connected: boolean;
}

/** Every node at a glance; the words above count them, and choose. */
export function GroveView({ nodes, at, connected }: GroveProps) {
  const telling = useTelling();
  const { grove: words } = telling.web;
  const [only, choose] = useState<StandingName | undefined>(undefined);
  const [search, seek] = useState("");
  const counts = countStandings(nodes, at);
  const shown = nodes
    .map((summary) => ({ summary, standing: standingOf(summary, at) }))
    .filter(({ summary, standing }) => (only === undefined || standing.name === only) && isMeant(summary, search));
  return (
    <>
      <header class="grove">
        <h1>{words.nodes(nodes.length)}</h1>
        <fieldset class="choices" aria-label={words.show}>
          {STANDINGS.filter((name) => counts.get(name)! > 0).map((name) => (
            <button
              key={name}
              type="button"
              class={name}
              aria-pressed={only === name}
              onClick={() => choose(only === name ? undefined : name)}
            >
              {telling.grove.counted(counts.get(name)!, name)}
            </button>
          ))}
        </fieldset>
        {nodes.length > 8 && (
          <input
            type="search"
            aria-label={words.find}
            placeholder={words.find}
            value={search}
            onInput={(event) => seek(event.currentTarget.value)}
          />
        )}
      </header>
      {nodes.length === 0 && <p class="empty">{connected ? words.nobodyYet : words.listening}</p>}
      <ul class="cards">
        {shown.map(({ summary, standing }) => (
          <NodeCard key={summary.key} summary={summary} standing={standing} />
        ))}
      </ul>
    </>
  );
}

function isMeant(summary: NodeSummary, search: string): boolean {
  const text = `${summary.key} ${nameOf(summary)} ${summary.description?.place ?? ""}`.toLowerCase();
  return text.includes(search.trim().toLowerCase());
}
