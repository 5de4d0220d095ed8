import assert from "node:assert/strict";

/** Is it XML in which every element is closed and every figure a number? A small reader that knows what our pictures use. */
export function wellFormed(svg: string): void {
  assert.doesNotMatch(svg, /NaN|undefined|Infinity(?! σ)/);
  const open: string[] = [];
  const token = /<(\/?)([a-zA-Z]+)((?: [a-zA-Z0-9-]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  for (let at = 0; at < svg.length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(svg);
    assert.ok(found, `no XML at: ${svg.slice(at, at + 80)}`);
    const [, closes, name, attributes = "", empty, words = ""] = found;
    assert.doesNotMatch(`${attributes}${words}`, /&(?!(?:amp|lt|gt|quot);)/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML holds none of them
    assert.doesNotMatch(`${attributes}${words}`, /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/u);
    if (name === undefined || empty) continue;
    if (closes) assert.equal(open.pop(), name);
    else open.push(name);
  }
  assert.deepEqual(open, []);
}

/** The attributes of the elements of a name, as numbers where they are numbers. */
export function elements(svg: string, name: string): Record<string, string>[] {
  return [...svg.matchAll(new RegExp(`<${name}((?: [a-zA-Z0-9-]+="[^"]*")*)`, "g"))].map((match) =>
    Object.fromEntries(
      [...(match[1] as string).matchAll(/ ([a-zA-Z0-9-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
    ),
  );
}
