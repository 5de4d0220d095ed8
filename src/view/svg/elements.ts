/** What an attribute may hold; undefined ones are left out. */
type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An SVG element as text. `content` is markup: put text into it through `escaped`. */
export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? figure(value) : escaped(value as string)}"`)
    .join("");
  return content.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${content.join("")}</${name}>`;
}

export function text(x: number, y: number, words: string, attributes: Attributes = {}): string {
  return element("text", { x, y, ...attributes }, escaped(words));
}

/** A tenth of a pixel is finer than any screen. */
export function figure(value: number): string {
  return String(Math.round(value * 10) / 10 + 0);
}

/** Any text, fit for XML 1.0: what markup means by itself is written otherwise, what XML cannot hold becomes �. */
export function escaped(words: string): string {
  return words
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);
}
