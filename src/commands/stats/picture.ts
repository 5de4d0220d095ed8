import { basename } from "node:path";
import { HOUR, type Seconds, spoken } from "../../domain/time.js";
import { count } from "../../language/en/grammar.js";
import { liveliest } from "../../sensing/statistics/liveliest.js";
import { tracePicture } from "../../view/svg/trace-picture.js";
import type { Options } from "../cli/options.js";
import type { Kept } from "../picture/kept.js";
import { panels, within } from "../picture/panels.js";
import { stretch } from "../picture/stretch.js";

/** What is drawn unless `--from` and `--to` say otherwise: the liveliest. */
const USUAL: Seconds = 6 * HOUR;

/** The traces of a stretch, with their spikes and glyphs. */
export async function drawPicture(kept: Kept, options: Options): Promise<string> {
  const { span, spikes } = kept;
  const { start, end } = span;
  const drawn = stretch(options, span, USUAL, () => liveliest(spikes, USUAL, start, end));
  const found = count(within(spikes, drawn).length, "spike");
  return tracePicture({
    title: basename(kept.opened.recording.file),
    subtitle: `${spoken(drawn.to - drawn.from)} of ${spoken(end - start)}, ${found}`,
    credit: options.text("credit"),
    ...drawn,
    origin: start,
    marks: kept.opened.marks,
    panels: await panels(kept, drawn),
  });
}
