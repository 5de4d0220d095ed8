// The figures of the judgements by cell, and of the bumps, as Markdown tables for the README.
import { lines, three, two } from "./markdown.mjs";

const NONE = "";

export function grainTable(cells) {
  const rows = Object.entries(cells).map(([cell, own]) => {
    const { matched, ceiling } = own;
    const [electrode, grain] = cell.split("-grain");
    const beside = (key) => [bold(own[key]), maybe(matched?.[key]), two(ceiling[key])];
    return [electrode, grain, ...beside("f1_snr_6_to_20"), ...beside("f1_snr_4_to_20"), ...alarms(own)];
  });
  const beside = (what) => [what, "matched filters", "ceiling"];
  const head = ["electrode", "grain", ...beside("F1, SNR 6 to 20"), ...beside("F1, SNR 4 to 20"), ...ALARMS];
  return lines(head, rows);
}

export function coarseTable(cells) {
  const rows = Object.entries(cells).map(([cell, own]) => [
    nameOf(cell),
    bold(own.f1),
    maybe(own.matched?.f1),
    Object.entries(own.f1_by_height)
      .map(([height, f1]) => `${height}: ${two(f1)}`)
      .join(", "),
    ...alarms(own),
  ]);
  return lines(["noise", "F1", "matched filters", "by height (µV, or SNR)", ...ALARMS], rows);
}

export function bumpTable({ by_shape, ...all }) {
  const rows = [...Object.entries(by_shape), ["**all**", all]].map(([shape, figures]) => [
    shape,
    ...[figures.found, figures.right_sign, figures.right_peak, figures.right_height].map(three),
    two(figures.width_told_to_true),
    figures.extra_spikes,
  ]);
  const head = ["bump", "found", "right sign", "right peak", "height within 10 %", "told width / true", "extra spikes"];
  return lines(head, rows);
}

const ALARMS = ["false alarms a day", "of matched filters"];

function alarms(own) {
  return [own.false_alarms_per_24h_control, own.matched?.false_alarms_per_24h_control ?? NONE];
}

/** `step7.8-noise0.5` in words. */
function nameOf(cell) {
  return cell
    .replace(/^step(.+)-noise(.+)$/, "steps of $1 µV, noise of $2 steps")
    .replace(/^changing-grain(.+)$/, "loudness changes threefold, grain $1")
    .replace(/^mains-(.+)Hz-grain(.+)$/, "mains at $1 Hz, grain $2");
}

function bold(f1) {
  return `**${two(f1)}**`;
}

function maybe(f1) {
  return f1 === undefined ? NONE : two(f1);
}
