// What the tables are written with.

export function lines(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

export function two(f1) {
  return f1.toFixed(2);
}

/** Where a hundredth would hide what was asked. */
export function three(share) {
  return share.toFixed(3);
}
