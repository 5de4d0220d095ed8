import { basename } from "node:path";
import type { Reading } from "../../domain/reading.js";
import { HOUR, type Seconds, spoken } from "../../domain/time.js";
import type { Wake } from "../../domain/wake.js";
import { liveliest } from "../../sensing/statistics/liveliest.js";
import type { Breathing } from "../../spiralformer/waking/breath-place.js";
import { tracePicture } from "../../view/svg/trace-picture.js";
import { count } from "../../view/words.js";
import type { Options } from "../options.js";
import { Kept } from "../picture/kept.js";
import { panels, within } from "../picture/panels.js";
import { stretch } from "../picture/stretch.js";
import { KeptBreath } from "./kept-breath.js";
import { mostRead } from "./most-read.js";

/** A night: what is drawn unless `--from` and `--to` say otherwise. */
const NIGHT: Seconds = 10 * HOUR;

/** What a picture needs of a recording that is read. */
export class KeptNight extends Kept {
  readonly readings: Reading[] = [];
  readonly wakes: Wake[] = [];
  readonly breath: KeptBreath;

  constructor(breath: Breathing) {
    super();
    this.breath = new KeptBreath(breath);
  }
}

/** A night of the recording: its traces, and below them how the Spiralformer breathed, when it was called and what it read. */
export async function drawNight(kept: KeptNight, options: Options, model: string): Promise<string> {
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
    panels: await panels(kept, drawn),
    night: { breath: breath.pieces, calls: wakes, readings },
  });
}
