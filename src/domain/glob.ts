/** Does `text` fit `glob`? `*` stands for any run of characters, slashes included; everything else for itself. */
export function globMatches(glob: string, text: string): boolean {
  const star = glob.indexOf("*");
  if (star < 0) return text === glob;
  if (star === glob.length - 1) return text.startsWith(glob.slice(0, star)); // as most are, and often asked
  const parts = glob.split("*");
  const first = parts[0] ?? "";
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const last = parts.at(-1) ?? "";
  return text.length - last.length >= at && text.endsWith(last);
}
