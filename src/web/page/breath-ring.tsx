import { useEffect, useRef } from "preact/hooks";
import { momentOf, ringOf } from "../model/breath-ring.ts";
import { nodeNow } from "../model/node-clock.ts";
import type { NodeSummary } from "../model/summary.ts";
import { now } from "./clock.ts";
import { animate } from "./ticker.ts";

const RADIUS = 44;
const GAP = 0.008;
const LEAST_LUNG = 12;
const LUNG = 32;

/** The breath of a node: round the ring go its phases, within it its lungs fill and empty. */
export function BreathRing({ summary, moves }: { readonly summary: NodeSummary; readonly moves: boolean }) {
  const svg = useRef<SVGSVGElement>(null);
  const lung = useRef<SVGCircleElement>(null);
  const hand = useRef<SVGCircleElement>(null);
  const latest = useRef(summary);
  latest.current = summary;
  useEffect(() => {
    if (svg.current === null || !moves) return;
    return animate(svg.current, () => {
      const { breath, clock } = latest.current;
      const ring = breath && ringOf(breath);
      if (breath === undefined || ring === undefined) return;
      const { turn, fullness } = momentOf(breath, ring, nodeNow(clock, now()));
      lung.current?.setAttribute("r", (LEAST_LUNG + fullness * (LUNG - LEAST_LUNG)).toFixed(2));
      hand.current?.setAttribute("transform", `rotate(${(turn * 360 - 90).toFixed(2)} 50 50)`);
    });
  }, [moves]);
  const ring = summary.breath && ringOf(summary.breath);
  return (
    <svg ref={svg} class={moves ? "ring" : "ring still"} viewBox="0 0 100 100" aria-hidden="true">
      <circle cx="50" cy="50" r={RADIUS} class="course" />
      {ring?.arcs.map(({ phase, from, to }) => (
        <path key={phase} class={`arc ${phase}`} d={arc(from + GAP, Math.max(from + GAP, to - GAP))} />
      ))}
      <circle ref={lung} cx="50" cy="50" r={LEAST_LUNG} class="lung" />
      {ring && <circle ref={hand} cx={50 + RADIUS} cy="50" r="5" class="hand" transform="rotate(-90 50 50)" />}
    </svg>
  );
}

/** Shares of the ring, from the top on, clockwise. */
function arc(from: number, to: number): string {
  const [start, end] = [from, to].map((share) => {
    const angle = share * 2 * Math.PI - Math.PI / 2;
    return `${(50 + RADIUS * Math.cos(angle)).toFixed(2)} ${(50 + RADIUS * Math.sin(angle)).toFixed(2)}`;
  });
  return `M ${start} A ${RADIUS} ${RADIUS} 0 ${to - from > 0.5 ? 1 : 0} 1 ${end}`;
}
