import type { MessageRange } from "../../domain/message.js";
import { type Checked, count, type Lost } from "../../storage/fsck/finding.js";

/** A line for each file, and one about them all. */
export function fsckPage(checked: readonly Checked[]): string {
  return [...checked.map(lineOf), summaryOf(checked)].map((line) => `${line}\n`).join("");
}

function lineOf({ file, verdict, holds, trouble, lost, how }: Checked): string {
  if (verdict === "whole") return `${file}: whole, ${holds}`;
  const repair = verdict === "mended" ? `; ${how}` : verdict === "mendable" ? `; a repair: ${how}` : "";
  const left = holds === "nothing" ? "" : `; left: ${holds}`;
  return `${file}: ${verdict}: ${trouble}${lost === undefined ? "" : ` (${tellLost(lost)})`}${repair}${left}`;
}

/** `57 bytes, 1 record, boot 7 seq 12-14`. */
function tellLost({ bytes, records, numbers }: Lost): string {
  return [count(bytes, "byte"), count(records, "record"), ...numbers.map(tellRange)].join(", ");
}

function tellRange({ boot, from, to }: MessageRange): string {
  return `boot ${boot} seq ${from === to ? from : `${from}-${to}`}`;
}

function summaryOf(checked: readonly Checked[]): string {
  const of = (verdict: Checked["verdict"]) => checked.filter((one) => one.verdict === verdict).length;
  const parts = [`${count(checked.length, "file")}: ${of("whole")} whole`];
  for (const verdict of ["mended", "mendable", "damaged"] as const)
    if (of(verdict) > 0) parts.push(`${of(verdict)} ${verdict}`);
  return parts.join(", ");
}
