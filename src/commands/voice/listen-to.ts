import { allKinds } from "../../../devices/all.js";
import type { RecordingReader } from "../../../devices/recording/reader.js";
import { played as playedBack, recording as recordingKind } from "../../../devices/recording.js";
import type { GoodCard } from "../../config/judge-card.js";
import type { NodeListener } from "../../domain/event.js";
import type { Seconds } from "../../domain/time.js";
import type { Utterance } from "../../domain/voice.js";
import { NodeRun } from "../../node/node-run.js";
import type { NodeVoiceParts } from "../../node/node-voice.js";
import type { Log } from "../../ports/log.js";
import type { SavedSections } from "../../storage/sections.js";
import { VolatileStore } from "../../storage/volatile-store.js";

/** What came forward in a last utterance may be told so long after it was heard. */
const TOLD_LATER: Seconds = 3600;

/** All that was said over a recording. Times are the node's; `origin` is the recording's zero. */
export interface Heard {
  readonly utterances: readonly Utterance[];
  readonly electrodes: readonly string[];
  readonly origin: Seconds;
  /** Of the first and the last row. */
  readonly start: Seconds;
  readonly end: Seconds;
}

export interface ListenOptions {
  readonly card: GoodCard;
  readonly reader: RecordingReader;
  readonly voice: NodeVoiceParts;
  readonly models: string;
  readonly seed: number;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** In seconds of the recording: it need not be heard further. */
  readonly to: Seconds | undefined;
  /** All that happens, for who wants more than what is said. */
  readonly onEvent?: NodeListener;
  readonly onSample?: (electrode: string, at: Seconds, mv: number) => void;
}

/** Lets a whole node live through the recording, on a simulated clock, and keeps what its voice says. */
export async function listenTo(options: ListenOptions): Promise<Heard> {
  const { card, reader, voice, models, seed, log, to } = options;
  const utterances: Utterance[] = [];
  const enough = new AbortController();
  let [start, end, origin] = [Number.NaN, Number.NaN, Number.NaN];
  const run = await NodeRun.prepare({
    ...{ card, voice, models, seed, log, opened: reader },
    kinds: allKinds.map((kind) => (kind.kind === recordingKind.kind ? playedBack(reader) : kind)),
    store: new VolatileStore<SavedSections>({}),
    ...{ speed: "max", start: undefined, quality: "floor", network: undefined, host: undefined },
    onEvent: (event) => {
      options.onEvent?.(event);
      if (event.type === "voice" && event.line === "notes" && event.heard) utterances.push(event.heard);
    },
    onSample: (electrode, at, mv) => {
      options.onSample?.(electrode, at, mv);
      if (at === end) return; // another electrode's, of the same row
      if (Number.isNaN(start)) [start, origin] = [at, run.node.inputs.origin];
      end = at;
      if (to !== undefined && at - origin > to + TOLD_LATER) enough.abort();
    },
  });
  await run.run(AbortSignal.any([options.signal, enough.signal]));
  const electrodes = run.node.inputs.electrodes.map(({ electrode }) => electrode.name);
  return { utterances, electrodes, origin, start, end };
}
