import { PHASES } from "../domain/breath.js";
import { GLYPHS, type GlyphName } from "../domain/glyph.js";
import type { Seconds } from "../domain/time.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import { layout } from "./live-layout.js";
import type { LiveModel } from "./live-model.js";
import { lungs } from "./lungs.js";
import { fitLine, type Line, type Span, span, spread, type Tone, widthOf } from "./paint.js";
import { shownSpan, spans, sparkline } from "./sparkline.js";
import type { Trace } from "./trace.js";
import { cells, clean, fitEnd, flow, pad } from "./width.js";
import { listenWords, SIGNS, utcSecond } from "./words.js";

/** Where the columns of the picture lie; breath and electrodes share them. */
interface Grid {
  readonly columns: number;
  /** Names on the left. */
  readonly name: number;
  /** Traces and the breath's curve in the middle. */
  readonly picture: number;
  /** Figures on the right; 0 on a narrow screen. */
  readonly figures: number;
}

const EMPTY: Line = [];
const INDENT = span(" ");
/** Cells for how high a trace's picture is: `↕ 12.345 mV`. */
const RANGE = 12;
/** The part that the legend ends. */
const TRACES = 2;

/**
 * The screen as it should look at `now`: at most `rows` lines of at most `columns` cells, for any size at all. Pure: the same
 * model, size and time give the same lines.
 */
export function liveFrame(model: LiveModel, columns: number, rows: number, now: Seconds): Line[] {
  const plan = layout(rows, model.traces.length);
  const grid = gridFor(model, columns - 1); // the last column stays free: some terminals wrap as soon as it is written
  const parts = [
    plan.title > 0 ? [title(model, grid, now)] : [],
    plan.breath > 0 ? breath(model, grid, plan.breath, now) : [],
    [
      ...electrodes(model, grid, plan.electrodes, plan.height, now),
      ...(plan.legend > 0 ? legend(model, grid, { height: plan.height, now, isRoomy: plan.gaps > TRACES }) : []),
    ],
    [...(plan.mood > 0 ? [mood(model, grid)] : []), ...filled(threads(model, grid, plan.threads), plan.threads)],
    filled(sayings(model, plan.sayings), plan.sayings),
    footer(model, grid, plan.footer),
  ];
  const lines: Line[] = [];
  parts.forEach((part, i) => {
    // A legend of two lines takes the gap below it, so that nothing jumps.
    const taken = i === TRACES + 1 && plan.legend > 0 && parts[TRACES]!.length > plan.electrodes * plan.height + 1;
    if (i > 0 && i <= plan.gaps && !taken) lines.push(EMPTY);
    lines.push(...part);
  });
  return lines.slice(0, Math.max(0, rows)).map((line) => fitLine(line, grid.columns));
}

function gridFor(model: LiveModel, columns: number): Grid {
  const phases = PHASES.map((phase) => cells(model.words.breathing.phase[phase]));
  const longest = Math.max(...phases, ...model.traces.map((trace) => cells(trace.electrode)));
  const name = Math.min(longest, Math.max(6, Math.floor(columns / 6)));
  const figures = columns >= 72 ? 25 : columns >= 48 ? 13 : 0;
  const picture = Math.max(1, columns - 1 - name - 2 - (figures > 0 ? figures + 2 : 0));
  return { columns: Math.max(0, columns), name, picture, figures };
}

function title(model: LiveModel, grid: Grid, now: Seconds): Line {
  const { site, node, source, quality, speed } = model.identity;
  const left = [INDENT, span("andas", "strong"), span(`  ${site}/${node}`)];
  const when = utcSecond(now).replace("T", " ").replace("Z", " UTC");
  const { live } = model.words;
  const how = live.time({ quality, speed });
  const here = model.wall?.clock(now);
  const rights = [
    ...(here === undefined
      ? []
      : [
          `${source} · ${how} · ${when} · ${here}`,
          `${how} · ${when.slice(11)} · ${here}`,
          `${when.slice(11)} · ${here}`,
        ]),
    `${source} · ${how} · ${when}`,
    `${how} · ${when}`,
    `${how} · ${when.slice(0, 16)}`,
    how,
    when.slice(0, 16),
  ];
  if (quality === "simulated" && speed !== "max" && speed !== 1) rights.splice(-1, 0, live.speed(speed));
  const room = grid.columns - widthOf(left) - 2;
  const right = rights.find((text) => cells(clean(text)) <= room);
  return spread(left, right === undefined ? EMPTY : [span(right, "faint")], grid.columns);
}

function breath(model: LiveModel, grid: Grid, rows: number, now: Seconds): Line[] {
  const {
    breath,
    words: { breathing, live },
  } = model;
  if (breath === undefined) return filled([[INDENT, span(live.aboutToBreathe, "faint")]], rows);
  const { phase, cycle, cause } = breath;
  const time = Math.max(0, Math.floor(breath.until - now));
  const called = cause === "rhythm" || cause === "start" ? "" : `, ${breathing.cause[cause]}`;
  const names: Line[] = [[span(pad(breathing.phase[phase], grid.name), phase)]];
  const where = live.left(grid.figures < 20 ? { time } : { time, breath: cycle });
  const doing = grid.figures < 20 ? live.breath(cycle) : `${live.doing[phase]}${called}`;
  const figures: Line[] = rows === 1 ? [[span(where, "faint")]] : [[span(doing)], [span(where, "faint")]];
  return lungs(model.course, Math.min(now, breath.until), grid.picture, rows).map((picture, row) =>
    inGrid(grid, names[row], picture, figures[row]),
  );
}

function electrodes(model: LiveModel, grid: Grid, shown: number, height: number, now: Seconds): Line[] {
  const traces = model.traces;
  const hidden = traces.length - shown;
  return traces.slice(0, shown).flatMap((trace, i) => {
    const { lines, range } = sparkline(trace, grid.picture, height, now, model.first);
    const figures = figuresOf(trace, grid, { height, range }, model.words);
    if (hidden > 0 && i === shown - 1) figures[height - 1] = [span(model.words.live.more(hidden), "faint")];
    return lines.map((picture, row) =>
      inGrid(
        grid,
        row === 0 ? [span(pad(fitEnd(trace.electrode, grid.name), grid.name))] : undefined,
        picture,
        figures[row],
      ),
    );
  });
}

/** How many of an electrode's last glyphs there is room for beside its trace. */
function signsBeside(grid: Grid, height: number): number {
  if (grid.figures >= 20) return height > 1 ? grid.figures - 2 - RANGE : grid.figures - 18;
  return height > 1 ? Math.max(0, grid.figures - 2) : 0;
}

/** Value and spikes in the first line, the last glyphs and how high the picture is in the second; on one line, what there is room for. */
function figuresOf(
  trace: Trace,
  grid: Grid,
  { height, range }: { readonly height: number; readonly range: number },
  { grammar, live }: Catalogue,
): Line[] {
  const value = Number.isNaN(trace.value) ? "–" : `${grammar.millivolts(trace.value)} mV`;
  const count = signsBeside(grid, height);
  const signs = trace.glyphs
    .slice(-count || trace.glyphs.length)
    .map((name) => SIGNS[name])
    .join("");
  const shownValue = span(pad(value, 11, "right"));
  if (grid.figures < 20) return [[shownValue], ...(height > 1 ? [[span(`  ${signs}`, "faint")]] : [])];
  const spikes = span(pad(live.spikes(trace.spikes), 12, "right"), trace.spikes > 0 ? "plain" : "faint");
  const high = range > 0 ? `↕ ${grammar.millivolts(range)} mV` : "";
  if (height > 1)
    return [
      [shownValue, spikes],
      [span(`  ${pad(signs, count)}`, "faint"), span(pad(high, RANGE, "right"), "faint")],
    ];
  return [[shownValue, span(pad(String(trace.spikes), 5, "right")), span(`  ${signs}`, "faint")]];
}

/** How far back the traces go, and what the signs on the screen mean: in a second line, where there is no room in the first. */
function legend(
  model: LiveModel,
  grid: Grid,
  { height, now, isRoomy }: { readonly height: number; readonly now: Seconds; readonly isRoomy: boolean },
): Line[] {
  const { traces } = model;
  const { live } = model.words;
  const count = signsBeside(grid, height);
  const seen = new Set<GlyphName>(count === 0 ? [] : traces.flatMap((trace) => trace.glyphs.slice(-count)));
  const [first] = traces;
  const reach = first === undefined ? "" : live.theLast(shownSpan(first, grid.picture, now, model.first));
  const left = [span(pad("", grid.name + 3)), span(reach, "faint")];
  const meanings = GLYPHS.filter((name) => seen.has(name)).map((name) => `${SIGNS[name]} ${live.glyph[name]}`);
  const beside = grid.columns - widthOf(left) - 2;
  const rows = flow(meanings, isRoomy ? [beside, grid.columns - 1] : [beside]);
  return [
    spread(left, [span(rows[0] ?? "", "faint")], grid.columns),
    ...rows.slice(1).map((row) => spread(EMPTY, [span(row, "faint")], grid.columns)),
  ];
}

function mood(model: LiveModel, grid: Grid): Line {
  const {
    mood,
    frozen,
    words: { live },
  } = model;
  const left: Span[] = [INDENT, span(pad(live.attention, Math.max(cells(live.attention), grid.name)))];
  if (mood !== undefined) {
    left.push(span(`  ${pad(live.awake(mood.arousal), 7)}  `), ...bar(mood.arousal, undefined, 10));
    if (grid.columns >= 72) left.push(span(`  ${live.arousal(mood.arousal)}`, "faint"));
  }
  const right = [
    ...(mood === undefined ? [] : [live.threshold(mood.threshold)]),
    ...(frozen === 0 ? [] : [live.frozen(frozen)]),
  ];
  return spread(left, [span(right.join(" · "), "faint")], grid.columns);
}

function threads(model: LiveModel, grid: Grid, shown: number): Line[] {
  const { threads, mood, words } = model;
  if (threads.length === 0) return [[INDENT, span(words.live.nothingHolds, "faint")]];
  return threads.slice(0, shown).map((thread) => {
    const active = thread.status === "active";
    const tone: Tone = active ? "strong" : "plain";
    const left = [
      INDENT,
      span(active ? "▸ " : "  ", "strong"),
      ...bar(thread.salience, mood?.threshold, grid.columns < 60 ? 8 : 14),
      span(` ${words.grammar.fixed(thread.salience, 2)}  `, "faint"),
      span(thread.goal, tone),
    ];
    const state = active ? thread.state.phase : words.live.status[thread.status];
    return grid.columns < 60 ? left : spread(left, [span(state.slice(0, 24), "faint")], grid.columns);
  });
}

/** A bar from 0 to 1, with a tick where the threshold lies. */
function bar(value: number, threshold: number | undefined, width: number): Line {
  const upTo = Math.round(value * width);
  const tick = threshold === undefined ? -1 : Math.min(width - 1, Math.floor(threshold * width));
  return spans(width, (cell) => [cell === tick ? "┼" : cell < upTo ? "━" : "─", cell < upTo ? "plain" : "faint"]);
}

function sayings(model: LiveModel, shown: number): Line[] {
  const pinned = model.alerts.slice(-Math.max(1, Math.floor(shown / 2)));
  const rest = model.sayings.filter((saying) => saying.tone !== "alarm");
  return [...pinned, ...rest]
    .slice(0, shown)
    .map((saying) => [
      INDENT,
      span(`${utcSecond(saying.at).slice(11, 19)}  `, "faint"),
      span(saying.text, saying.tone),
    ]);
}

function footer(model: LiveModel, grid: Grid, rows: number): Line[] {
  const { live } = model.words;
  const width = Math.max(cells(live.listen), cells(live.state)) + 2;
  const listen = [INDENT, span(pad(live.listen, width) + listenWords(model.identity.broker, model.words), "faint")];
  const end = span(model.identity.asks ? `${live.howToAsk} · ${live.howToEnd}` : live.howToEnd, "faint");
  if (rows === 0) return [];
  if (rows === 1) return [[INDENT, end]];
  return [listen, spread([INDENT, span(pad(live.state, width) + model.identity.state, "faint")], [end], grid.columns)];
}

/** One line of the picture: a name, the picture, figures, each in its column. */
function inGrid(grid: Grid, name: Line | undefined, picture: Line, figures: Line | undefined): Line {
  const line = [INDENT, ...(name ?? [span(pad("", grid.name))]), span("  "), ...picture];
  return grid.figures === 0 || figures === undefined ? line : [...line, span("  "), ...figures];
}

/** Lines that are not there yet are kept free. */
function filled(lines: readonly Line[], rows: number): Line[] {
  return Array.from({ length: rows }, (_, row) => lines[row] ?? EMPTY);
}
