import { type CliCommand, ONE_FILE } from "./cli/command.js";
import { Options } from "./cli/options.js";
import { pictureOf, pictureOptions, writePicture } from "./picture/file.js";
import { Kept } from "./picture/kept.js";
import { SENSING_OPTIONS } from "./recording/options.js";
import { sense } from "./recording/sense.js";
import { statsJson } from "./stats/figures.js";
import { statsPage } from "./stats/page.js";
import { drawPicture } from "./stats/picture.js";
import { StatsCollector } from "./stats/stats-collector.js";

/** `andas stats FILE`: what a recording says in numbers, and how it looks. */
export const stats: CliCommand = {
  name: "stats",
  about: [
    "Spikes, intervals, amplitudes, words, lexicon, entropy and complexity of a recording (CSV, TSV or WAV), each " +
      "electrode's and all together, beside the figures that were published for Schizophyllum commune; and how often each pattern " +
      "of glyphs comes that wakes the reader. All time is listened time: gaps, planned rests and settling do not count.",
  ],
  options: {
    json: {
      help:
        "one object: file, electrodes[], together, published. Of each electrode, and together: listened_s, spikes, rate_per_h, rate_unbiased_per_h (each spike stands for those of its like that rose over a rest), " +
        "positive_share (0 to 1), interval_s (peak to peak), amplitude_uv (without sign) and duration_s (onset to end) as " +
        "{mean,p5,p25,p50,p95}, words.a and words.2a (spikes closer than θ = a, 2a; a the mean interval) as " +
        "{count,mean_length,lexicon,entropy_bits,lengths}, complexity {normalised: LZ76 of the spikes in bins of a/10, divided by " +
        "that of 40 shuffles; 1 is chance}, glyphs {NAME:{count,time_s}}, wakes {PATTERN: times}. null is unknown",
    },
    ...pictureOptions("draw the traces with their spikes and glyphs", "the liveliest six hours"),
    config: {
      value: "DIR",
      help: "a card: its electrodes and their profiles, its bounds of glyphs, how its recording is written",
      offers: "folders",
    },
    ...SENSING_OPTIONS,
  },
  words: ONE_FILE,
  async run(args, io) {
    const options = new Options(args);
    const svg = pictureOf(options);
    const kept = svg === undefined ? undefined : new Kept();
    const heard = new StatsCollector(kept);
    await sense(args, options, io, heard.wanted);
    if (svg !== undefined && kept !== undefined) await writePicture(svg, await drawPicture(kept, options));
    const found = heard.found();
    await io.out(options.has("json") ? `${JSON.stringify(statsJson(found), undefined, 2)}\n` : statsPage(found));
    return 0;
  },
};
