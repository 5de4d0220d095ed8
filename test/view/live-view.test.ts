import assert from "node:assert/strict";
import { test } from "node:test";
import { ENGLISH } from "../../src/language/en/english.js";
import { SWEDISH } from "../../src/language/sv/swedish.js";
import { explainedFrame } from "../../src/view/explained.js";
import { LiveModel } from "../../src/view/live-model.js";
import { LiveView, type Screen } from "../../src/view/live-view.js";
import { paletteFor, widthOf } from "../../src/view/paint.js";
import { SIGNS } from "../../src/view/words.js";
import { aBreath } from "../fakes/a-breath.js";
import { glyphOn, IDENTITY, MIDNIGHT, spikeOn } from "./telling-events.js";

class FakeScreen implements Screen {
  readonly written: string[] = [];
  columns = 80;
  rows = 24;
  seconds = 0;

  write(text: string): void {
    this.written.push(text);
  }

  size() {
    return { columns: this.columns, rows: this.rows };
  }

  now(): number {
    return this.seconds;
  }

  get all(): string {
    return this.written.join("");
  }
}

const COLOURS = paletteFor({ TERM: "xterm-256color" });
const NO_COLOURS = paletteFor({ TERM: "xterm-256color", NO_COLOR: "1" });

function opened(palette = COLOURS) {
  const screen = new FakeScreen();
  const model = new LiveModel(IDENTITY, ENGLISH);
  const view = new LiveView(model, screen, palette);
  view.start();
  return { screen, model, view };
}

/** The rows that a piece of output writes. */
function rowsIn(output: string): number[] {
  return output
    .split("\x1b[")
    .map((after) => /^(\d+);1H/.exec(after)?.[1])
    .filter((row) => row !== undefined)
    .map(Number);
}

test("however much happens, there are at most five frames in a second of real time", () => {
  const { screen, view } = opened();
  const before = screen.written.length;
  for (let i = 0; i < 20000; i++) {
    screen.seconds = i / 2000; // ten seconds
    view.sample("e1", MIDNIGHT + i, Math.sin(i));
    if (i % 50 === 0) view.hear(spikeOn("e1", MIDNIGHT + i));
  }
  const frames = screen.written.length - before;
  assert.ok(frames > 40 && frames <= 50, `${frames} frames`);
});

test("nothing is drawn while nothing happens", () => {
  const { screen } = opened();
  const before = screen.written.length;
  screen.seconds = 100;
  assert.equal(screen.written.length, before);
});

test("only the rows that changed are written again", () => {
  const { screen, view } = opened();
  view.sample("e1", MIDNIGHT, 1);
  screen.seconds = 1;
  view.sample("e1", MIDNIGHT + 1, 1);
  screen.seconds = 2;
  view.sample("e1", MIDNIGHT + 2, 1);
  const rewritten = rowsIn(screen.written.at(-1) ?? "");
  assert.deepEqual(rewritten, [1], "a second later only the time of day is another");
  const count = screen.written.length;
  screen.seconds = 3;
  view.sample("e1", MIDNIGHT + 2.3, 1);
  assert.equal(screen.written.length, count, "the same picture is not written twice");
});

test("a window that changes its size is drawn anew, in its new size", () => {
  const { screen, view } = opened();
  screen.seconds = 1;
  screen.rows = 6;
  screen.columns = 40;
  view.sample("e1", MIDNIGHT, 1);
  const last = screen.written.at(-1) ?? "";
  assert.ok(last.startsWith("\x1b[2J"));
  const rows = rowsIn(last);
  assert.ok(rows.length > 0 && Math.max(...rows) <= 6);
});

test("the terminal is given back as it was: screen, cursor, wrapping and colour", () => {
  const { screen, view } = opened();
  const pairs = [
    ["\x1b[?1049h", "\x1b[?1049l"],
    ["\x1b[?25l", "\x1b[?25h"],
    ["\x1b[?7l", "\x1b[?7h"],
  ] as const;
  for (const [taken] of pairs) assert.ok(screen.all.includes(taken));
  view.stop();
  for (const [taken, given] of pairs) assert.ok(screen.all.lastIndexOf(given) > screen.all.lastIndexOf(taken));
  assert.ok((screen.written.at(-1) ?? "").startsWith("\x1b[0m"));
});

test("stopping twice, or without having started, writes nothing more", () => {
  const { screen, view } = opened();
  view.stop();
  const { length } = screen.written;
  view.stop();
  view.start();
  screen.seconds = 9;
  view.sample("e1", MIDNIGHT, 1);
  assert.equal(screen.written.length, length);
  const silent = new FakeScreen();
  new LiveView(new LiveModel(IDENTITY, ENGLISH), silent, COLOURS).stop();
  assert.equal(silent.all, "");
});

test("at the end a few plain lines stay: how long it lived, its spikes, what it learnt, where its state lies", () => {
  const { screen, view } = opened();
  view.sample("e1", MIDNIGHT, 1);
  const breath = aBreath({ cycle: 7, since: MIDNIGHT, cause: "start" });
  view.hear({ type: "breath", breath, at: MIDNIGHT, seq: 0 });
  view.hear({ type: "breath", breath: { ...breath, cycle: 9, cause: "rhythm" }, at: MIDNIGHT + 960, seq: 0 });
  view.hear(spikeOn("e1", MIDNIGHT + 1000));
  view.hear(glyphOn("e2", "burst", MIDNIGHT + 5000, MIDNIGHT + 5400, 5));
  const insight = {
    id: "i",
    kind: "fact",
    subject: "e1",
    sentence: "e1 is\x1b[31m lively",
    data: { form: "fact" },
    support: 1,
    against: 0,
    firstSeen: 0,
    lastSeen: 0,
  } as const;
  view.hear({ type: "insight", insight, at: MIDNIGHT + 7200, seq: 9 });
  screen.seconds = 24;
  view.stop();
  const closing = (screen.written.at(-1) ?? "").split("\x1b[?1049l")[1] ?? "";
  assert.deepEqual(closing.split("\n"), [
    "andas grove/birch-1 lived 2 h of simulated time in 24 s, 3 breaths.",
    "Spikes: e1 1, e2 0.",
    "Learnt 1 thing:",
    "  e1 is [31m lively",
    "Its state lies in .andas; started again it goes on from there.",
    "",
  ]);
});

test("with NO_COLOR there is not one colour on the screen, and without it there is", () => {
  const coloured = (palette: typeof COLOURS) => {
    const { screen, view } = opened(palette);
    const breath = aBreath({ since: MIDNIGHT, cause: "start" });
    view.hear({ type: "breath", breath, at: MIDNIGHT, seq: 0 });
    screen.seconds = 1;
    view.sample("e1", MIDNIGHT + 60, 1);
    return screen.all.split("\x1b[").some((after) => /^[0-9;]+m/.test(after));
  };
  assert.equal(coloured(NO_COLOURS), false);
  assert.equal(coloured(paletteFor({ TERM: "dumb" })), false);
  assert.equal(coloured(paletteFor({ TERM: "xterm-256color", NO_COLOR: "" })), true);
  assert.equal(coloured(paletteFor({ TERM: "linux" })), true);
});

test("? explains every sign that may stand on the screen, in any language, and any key goes back", () => {
  for (const words of [ENGLISH, SWEDISH]) {
    const screen = new FakeScreen();
    const view = new LiveView(new LiveModel({ ...IDENTITY, asks: true }, words), screen, NO_COLOURS);
    view.start();
    assert.ok(screen.all.includes(words.live.howToAsk));
    screen.written.length = 0;
    view.key("?");
    for (const sign of Object.values(SIGNS)) assert.ok(screen.all.includes(`${sign} `), sign);
    for (const [head] of words.live.explained) assert.ok(screen.all.includes(head), head);
    screen.written.length = 0;
    view.key("q");
    assert.ok(screen.all.includes("grove/birch-1"));
    screen.written.length = 0;
    view.key("q");
    assert.equal(screen.all, "", "on the screen itself a key does nothing");
    view.stop();
    view.key("?");
  }
});

test("it is explained on any screen, and never wider or higher than that is", () => {
  const model = new LiveModel(IDENTITY, ENGLISH);
  for (const columns of [1, 20, 40, 59, 60, 80, 200])
    for (const rows of [1, 2, 5, 24, 60]) {
      const lines = explainedFrame(model, columns, rows);
      assert.ok(lines.length <= rows);
      for (const line of lines) assert.ok(widthOf(line) < Math.max(columns, 1), `${columns} × ${rows}`);
    }
});
