import type { HealthStatus } from "../../domain/health.js";
import { fold } from "../cli/fold.js";
import type { DoctorSection } from "./checks.js";

/** Worst last. */
const RANK: readonly HealthStatus[] = ["healthy", "unknown", "warning", "critical"];
const MARK: Readonly<Record<HealthStatus, string>> = { healthy: "ok", unknown: "--", warning: "!", critical: "!!" };

/** The worst of all checks. */
export function worst(sections: readonly DoctorSection[]): HealthStatus {
  const ranks = sections.flatMap((section) => section.checks.map((check) => RANK.indexOf(check.status)));
  return RANK[Math.max(0, ...ranks)]!;
}

/** A page for people: a heading and its checks, long texts folded under themselves. */
export function page(sections: readonly DoctorSection[], columns: number): string {
  const names = sections.flatMap((section) => section.checks.map((check) => check.name.length));
  const nameWidth = Math.max(...names);
  const indent = 2 + 4 + nameWidth + 2;
  const width = Math.max(24, columns - indent);
  const lines: string[] = [];
  for (const { title, checks } of sections) {
    lines.push(title);
    for (const { name, status, text } of checks) {
      const [first = "", ...more] = fold(text, width);
      lines.push(`  ${MARK[status].padEnd(4)}${name.padEnd(nameWidth)}  ${first}`);
      for (const line of more) lines.push(" ".repeat(indent) + line);
    }
    lines.push("");
  }
  lines.push(summary(sections));
  return `${lines.join("\n")}\n`;
}

function summary(sections: readonly DoctorSection[]): string {
  const count = (status: HealthStatus) =>
    sections.reduce((sum, { checks }) => sum + checks.filter((check) => check.status === status).length, 0);
  const critical = count("critical");
  const warnings = count("warning");
  const parts = [
    ...(critical > 0 ? [`${critical} ${critical > 1 ? "things stand" : "thing stands"} in the way (!!)`] : []),
    ...(warnings > 0 ? [`${warnings} to know of (!)`] : []),
  ];
  return parts.length > 0 ? `${parts.join(", ")}.` : "Nothing stands in the way.";
}
