import { GLYPHS } from "../../domain/glyph.js";
import { HOUR, type Seconds } from "../../domain/time.js";
import type { ThreadsMessage } from "../../protocol/payloads/threads.js";
import { lungs } from "../../view/lungs.js";
import { fitLine, type Line, span } from "../../view/paint.js";
import { columnsPicture } from "../../view/sparkline.js";
import { cells, fitEnd, flow, pad } from "../../view/width.js";
import { SIGNS } from "../../view/words.js";
import { momentOf, ringOf } from "../../web/model/breath-ring.js";
import { nodeNow } from "../../web/model/node-clock.js";
import type { NodeDetail } from "../../web/model/node-detail.js";
import { type NodeSummary, nameOf, worstCheck } from "../../web/model/summary.js";
import { supplyInWords } from "../../web/model/telling.js";
import { header, type Looking, standingSpan } from "./grove-frame.js";
import { traceColumns } from "./trace-columns.js";

/** So much is drawn, up to the newest that came. */
const SPAN: Seconds = 6 * HOUR;
const NAMES = 14;
const FIGURES = 22;
const SIGNS_SHOWN = 8;
/** Rows that are kept for all beside the traces. */
const BESIDE = 13;

interface Grid {
  readonly name: number;
  /** Cells of a picture. */
  readonly picture: number;
}

/** Name, picture and figures with what is between them. */
function widthOf({ name, picture }: Grid): number {
  return name + picture + FIGURES + 5;
}

/** One node closely: breath, traces with their glyphs, threads, what it says. At most `rows` lines of at most `columns` cells. */
export function nodeFrame(
  summary: NodeSummary,
  detail: NodeDetail,
  looking: Looking,
  columns: number,
  rows: number,
): Line[] {
  const names = summary.description?.electrodes.map(({ name }) => name) ?? [...detail.traces.keys()];
  const phases = Object.values(looking.telling.breathing.phase);
  const name = Math.min(NAMES, Math.max(...[...phases, ...names].map(cells)));
  const grid = { name, picture: Math.max(1, columns - name - FIGURES - 5) };
  const height = Math.min(3, Math.max(1, Math.floor((rows - BESIDE) / Math.max(1, names.length))));
  const title = [span("andas", "strong"), span(`  ${summary.key}  `), span(nameOf(summary), "strong"), span("  ")];
  const lines = [
    header([...title, standingSpan(summary, looking)], looking, columns),
    [],
    ...breath(summary, grid, looking),
    [],
    ...names.flatMap((electrode) => trace(electrode, detail, looking, grid, height)),
    ...legend(names, detail, looking, grid),
    [],
    ...mind(detail.threads, looking),
    [],
    ...says(summary, detail, looking),
  ];
  return lines.slice(0, rows).map((line) => fitLine(line, columns));
}

function breath({ breath, clock }: NodeSummary, grid: Grid, { now, telling }: Looking): Line[] {
  const { breathing, grove } = telling;
  const ring = breath && ringOf(breath);
  if (breath === undefined || ring === undefined) return [[span(grove.saidNothingOfBreath, "faint")]];
  const at = nodeNow(clock, now);
  const { phase, turn } = momentOf(breath, ring, at);
  const { cycle } = breath.breath;
  const course = ring.arcs.map(({ phase, from, to }) => ({ phase, cycle, since: from, until: to }));
  const figures = [
    span(`  ${grove.breath(cycle)}`),
    span(`  ${breathing.rhythm(String(breath.rhythm.kind))}`, "faint"),
  ];
  return lungs(course, turn, grid.picture, 2).map((picture, row) => [
    row === 0 ? span(pad(breathing.phase[phase], grid.name), phase) : span(pad("", grid.name)),
    ...[span("  "), ...picture, figures[row]!],
  ]);
}

function trace(electrode: string, detail: NodeDetail, { telling }: Looking, grid: Grid, height: number): Line[] {
  const { grammar, grove } = telling;
  const known = detail.traces.get(electrode);
  const latest = detail.now.get(electrode);
  const to = latest?.at ?? 0;
  const spikes = detail.spikes.filter((spike) => spike.electrode === electrode);
  const value = latest === undefined || Number.isNaN(latest.value) ? "–" : `${grammar.fixed(latest.value, 3)} mV`;
  const signs = detail
    .glyphsOf(electrode)
    .slice(-SIGNS_SHOWN)
    .map(({ name }) => SIGNS[name])
    .join("");
  const figures = [span(`  ${pad(value, 11, "right")} `), span(signs, "faint")];
  const name = fitEnd(electrode, grid.name);
  if (known === undefined) return [[span(pad(name, grid.name)), span(`  ${grove.notHeardYet}`, "faint")]];
  return columnsPicture(traceColumns(known, spikes, to - SPAN, to, grid.picture * 2), height).lines.map(
    (picture, row) => [
      span(pad(row === 0 ? name : "", grid.name)),
      ...[span("  "), ...picture, ...(row === 0 ? figures : [])],
    ],
  );
}

/** Every sign that is on the screen, and how far back it goes: in a second line, where there is no room in the first. */
function legend(names: readonly string[], detail: NodeDetail, { telling }: Looking, grid: Grid): Line[] {
  const { things, watch } = telling;
  const seen = new Set(names.flatMap((name) => detail.glyphsOf(name).slice(-SIGNS_SHOWN)).map(({ name }) => name));
  const signs = GLYPHS.filter((name) => seen.has(name)).map((name) => `${SIGNS[name]} ${things.name(name)}`);
  const reach = `${pad("", grid.name)}  ${watch.theLast(SPAN)}  `;
  const columns = widthOf(grid);
  const [first = "", ...more] = flow(signs, [columns - cells(reach), columns]);
  return [reach + first, ...more].map((row) => [span(row, "faint")]);
}

function mind(threads: ThreadsMessage | undefined, { telling }: Looking): Line[] {
  const { grammar, grove, watch } = telling;
  if (threads === undefined) return [[span(grove.saidNothingOfMind, "faint")]];
  const { active, paused } = threads;
  const mood = watch.mood(threads);
  return [
    [span(active.length === 0 ? `${grove.nothingHolds} · ${mood}` : mood, "faint")],
    ...active.map(({ salience, goal, state }) => [
      span(`▸ ${grammar.fixed(salience, 2)}  ${goal}`, "strong"),
      span(`  ${state.phase}: ${state.nextStep}`, "faint"),
    ]),
    ...paused.slice(0, 3).map(({ salience, goal }) => [span(`  ${grammar.fixed(salience, 2)}  ${goal}`)]),
  ];
}

function says(summary: NodeSummary, detail: NodeDetail, { telling }: Looking): Line[] {
  const { grove, watch } = telling;
  const check = worstCheck(summary);
  const supply = supplyInWords(summary, telling);
  return [
    ...summary.alerts
      .slice(0, 3)
      .map(({ text, at }) => [span(`! ${text}`, "alarm"), span(`  ${telling.day(at)}`, "faint")]),
    ...(check && check.status !== "healthy" ? [[span(`${grove.check(check.name)}: ${check.text}`)]] : []),
    ...(supply === "" ? [] : [[span(supply, "faint")]]),
    ...detail.readings.slice(0, 2).map(({ text, start }) => [span(`${telling.clock(start)}  `, "faint"), span(text)]),
    ...summary.insights.slice(0, 3).map(({ sentence }) => [span(`${watch.learnt}  `, "faint"), span(sentence)]),
  ];
}
