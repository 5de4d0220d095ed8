import { AndasError } from "../domain/errors.js";
import { catalogueOf } from "../language/catalogue-of.js";
import { MqttWire } from "../mqtt/broker/mqtt-wire.js";
import { RealClock } from "../ports/os/real-clock.js";
import { readNodeTopic } from "../protocol/topics.js";
import { type Line, paletteFor, span } from "../view/paint.js";
import { Painter } from "../view/painter.js";
import { tellingIn } from "../web/model/telling.js";
import type { CliCommand, Io } from "./cli/command.js";
import { languageFor } from "./cli/language.js";
import { Options } from "./cli/options.js";
import { urlOf } from "./run/broker.js";
import { groveFrame, type Looking } from "./watch/grove-frame.js";
import { jsonLine } from "./watch/json-line.js";
import { Listener } from "./watch/listener.js";
import { nodeFrame } from "./watch/node-frame.js";

const HERE = "mqtt://127.0.0.1:1883";
/** Twice a second is enough for a breath, and little for a slow line. */
const FRAME_S = 0.5;

/** `andas watch`: the page of `src/web` in a terminal. */
export const watch: CliCommand = {
  name: "watch",
  isLive: true,
  about: [
    "A grove in a terminal, over MQTT alone: a line for each node, those first that want somebody; or one node closely, with its breath, traces, glyphs, " +
      "threads and alerts. It asks nothing of a node and changes nothing.",
    "Where nobody looks at a terminal, or with --json, each message is a line of JSON.",
  ],
  options: {
    broker: { value: "URL", help: `whom to listen to (default: ${HERE})` },
    user: { value: "NAME", help: "a name for the broker; its password is taken from ANDAS_PASSWORD" },
    seconds: { value: "N", help: "end after so long (default: till Ctrl-C)" },
    language: {
      value: "CODE",
      help: "en or sv (default: the language of the terminal, LANG, where it is one of them)",
    },
    json: { help: 'a line a message: {"v":1,"at","node","topic","retained","payload"}' },
  },
  words: { name: "SITE/NODE", atLeast: 0, atMost: 1 },
  notes: [
    "Times are this machine's own, with their zone. What a node said before is there as far as the broker retained it.",
  ],
  async run(args, io) {
    const options = new Options(args);
    const key = keyOf(args.words[0]);
    const seconds = options.positive("seconds");
    const clock = new RealClock("ntp");
    const username = options.text("user");
    const password = io.env.ANDAS_PASSWORD;
    const credentials = username === undefined ? {} : { username, ...(password !== undefined && { password }) };
    const wire = new MqttWire({ url: urlOf(options) ?? HERE, passing: true, ...credentials }, clock);
    const asJson = options.has("json") || !io.terminal;
    const telling = tellingIn(catalogueOf(languageFor(options, io.env)));
    const listener = new Listener({
      ...{ wire, clock, key, clientId: `andas-watch-${process.pid}-${Math.floor(clock.now())}` },
      tell: (heard) => {
        const line = asJson ? jsonLine(heard, clock.now()) : undefined;
        if (line !== undefined) void io.out(`${line}\n`);
      },
    });
    await listener.start();
    const show = asJson
      ? undefined
      : aScreen(io, (columns, rows) =>
          frame(listener, key, { now: clock.now(), telling, away: listener.away }, columns, rows),
        );
    try {
      await untilEnd(clock, io.signal, seconds, () => show?.draw());
    } finally {
      show?.painter.leave();
      await listener.stop();
    }
    return 0;
  },
};

function aScreen(io: Io, frame: (columns: number, rows: number) => readonly Line[]) {
  const write = (text: string) => void io.out(text);
  const painter = new Painter({ write, size: () => ({ columns: io.columns, rows: io.rows }) }, paletteFor(io.env));
  painter.enter();
  return { painter, draw: () => painter.draw(frame) };
}

function frame(listener: Listener, key: string | undefined, looking: Looking, columns: number, rows: number): Line[] {
  // The last column stays free: some terminals wrap as soon as it is written.
  const width = Math.max(0, columns - 1);
  if (key === undefined) return groveFrame(listener.grove, looking, width, rows);
  const summary = listener.grove.get(key);
  if (summary === undefined) return [[span(looking.telling.grove.nothingHeardOf(key), "faint")]];
  return nodeFrame(summary, listener.detail, looking, width, rows);
}

/** Calls `draw` until somebody or the clock ends it. */
function untilEnd(clock: RealClock, signal: AbortSignal, seconds: number | undefined, draw: () => void): Promise<void> {
  const end = seconds === undefined ? Number.POSITIVE_INFINITY : clock.now() + seconds;
  return new Promise((resolve) => {
    const timer = clock.timer("watch-frame", () => {
      if (signal.aborted || clock.now() >= end) return resolve();
      draw();
      timer.set(Math.min(end, clock.now() + FRAME_S));
    });
    timer.set(clock.now());
    signal.addEventListener("abort", () => timer.set(clock.now()));
  });
}

/** @throws AndasError `usage`: no `SITE/NODE` */
function keyOf(word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  if (readNodeTopic(`andas/1/${word}/$state`) !== undefined) return word;
  throw new AndasError("usage", "name a node as SITE/NODE, such as grove/andas; without one all are watched");
}
