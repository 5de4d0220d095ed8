import { basename } from "node:path";
import type { Reading } from "../../domain/reading.js";
import { HOUR, type Seconds, spoken } from "../../domain/time.js";
import type { Wake } from "../../domain/wake.js";
import { count } from "../../language/en/grammar.js";
import { liveliest } from "../../sensing/statistics/liveliest.js";
import type { BreathTracker } from "../../spiralformer/waking/breath-position.js";
import { tracePicture } from "../../view/svg/trace-picture.js";
import type { Options } from "../cli/options.js";
import { Kept } from "../picture/kept.js";
import { panels, within } from "../picture/panels.js";
import { stretch } from "../picture/stretch.js";
import { mostRead } from "./most-read.js";
import { RecordedBreath } from "./recorded-breath.js";

/** A night: what is drawn unless `--from` and `--to` say otherwise. */
const NIGHT: Seconds = 10 * HOUR;

/** What a picture needs of a recording that is read. */
export class ReadingPictureData extends Kept {
  readonly readings: Reading[] = [];
  readonly wakes: Wake[] = [];
  readonly breath: RecordedBreath;

  constructor(breath: BreathTracker) {
    super();
    this.breath = new RecordedBreath(breath);
  }
}

/** A night of the recording: its traces, and below them how the Spiralformer breathed, when it was called and what it read. */
export async function drawReadings(kept: ReadingPictureData, options: Options, model: string): Promise<string> {
  const { span, spikes, readings, wakes, breath } = kept;
  const { start, end } = span;
  // Where nothing was read it is still worth seeing what there was to read.
  const begin = () => mostRead(readings, NIGHT, start, end) ?? liveliest(spikes, NIGHT, start, end);
  const drawn = stretch(options, span, NIGHT, begin);
  const found = count(within(spikes, drawn).length, "spike");
  return tracePicture({
    title: basename(kept.opened.recording.file),
    subtitle: `${spoken(drawn.to - drawn.from)} of ${spoken(end - start)}, ${found}, read by ${model}`,
    credit: options.text("credit"),
    ...drawn,
    origin: start,
    marks: kept.opened.marks,
    panels: await panels(kept, drawn),
    night: { breath: breath.pieces, calls: wakes, readings },
  });
}
