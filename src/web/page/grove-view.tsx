import { useState } from "preact/hooks";
import type { Seconds } from "../../domain/time.js";
import { countStandings } from "../model/grove.ts";
import { STANDINGS, type StandingName, standingOf } from "../model/standing.ts";
import { type NodeSummary, nameOf } from "../model/summary.ts";
import { NodeCard } from "./node-card.tsx";

interface GroveProps {
  readonly nodes: readonly NodeSummary[];
  readonly at: Seconds;
  readonly connected: boolean;
}

const WORDS: Readonly<Record<StandingName, string>> = {
  ...{ ready: "awake", sleeping: "asleep", overdue: "overdue", lost: "lost", gone: "gone", unknown: "unknown" },
};

/** Every node at a glance; the words above count them, and choose. */
export function GroveView({ nodes, at, connected }: GroveProps) {
  const [only, choose] = useState<StandingName | undefined>(undefined);
  const [search, seek] = useState("");
  const counts = countStandings(nodes, at);
  const shown = nodes
    .map((summary) => ({ summary, standing: standingOf(summary, at) }))
    .filter(({ summary, standing }) => (only === undefined || standing.name === only) && isMeant(summary, search));
  return (
    <>
      <header class="grove">
        <h1>{nodes.length === 1 ? "One node" : `${nodes.length} nodes`}</h1>
        <fieldset class="choices" aria-label="Show">
          {STANDINGS.filter((name) => counts.get(name)! > 0).map((name) => (
            <button
              key={name}
              type="button"
              class={name}
              aria-pressed={only === name}
              onClick={() => choose(only === name ? undefined : name)}
            >
              {counts.get(name)} {WORDS[name]}
            </button>
          ))}
        </fieldset>
        {nodes.length > 8 && (
          <input
            type="search"
            aria-label="Find a node"
            placeholder="Find a node"
            value={search}
            onInput={(event) => seek(event.currentTarget.value)}
          />
        )}
      </header>
      {nodes.length === 0 && (
        <p class="empty">
          {connected ? "Nobody has been heard of yet. A node speaks when it exhales." : "Listening for the broker …"}
        </p>
      )}
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
