import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { parseJsonText } from "../../../src/config/written/json-text.js";

function faultOf(text: string): string {
  const { fault } = parseJsonText(text);
  return fault === undefined ? "none" : `${fault.line}:${fault.column} ${fault.message}`;
}

test("every JSON value comes back as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 1, "\t"), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      assert.deepEqual(parseJsonText(text), { value: JSON.parse(text) });
    }),
  );
});

test("a text that is almost JSON is refused exactly when JSON.parse refuses it, and always inside the text", () => {
  const almost = fc.array(
    fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"b"',
      '"\\u00e5"',
      '"\n"',
      "1",
      "-0.5e3",
      "01",
      "true",
      "nul",
      " ",
      "\n",
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(almost, (pieces) => {
      const text = pieces.join("");
      const { fault } = parseJsonText(text);
      let refused = false;
      try {
        JSON.parse(text);
      } catch {
        refused = true;
      }
      const twice = fault?.message.includes("stands twice") === true;
      assert.equal(fault !== undefined, refused || twice, text);
      if (fault) assert.ok(fault.line <= text.split("\n").length && fault.column <= text.length + 1);
    }),
    { numRuns: 2000 },
  );
});

test("a fault is shown where it is, with what would mend it", () => {
  const cases: [string, RegExp][] = [
    ['{\n  "a": 1\n  "b": 2\n}', /^3:3 found "; a comma is missing before it$/],
    ['{\r\n  "a": 1,\r\n}', /^2:9 found a comma before }; take the comma out$/],
    ["[1, 2", /^1:6 found the end of the file; write a comma or ]$/],
    ['{"a" 1}', /^1:6 found 1 where a colon should be/],
    ["{a: 1}", /^1:2 found a where a name should be; put it in double quotes: "a"$/],
    ["{'a': 1}", /^1:2 found ' where a name should be; use straight double quotes: "$/],
    ['{"a": True}', /^1:7 found True where a value should be; write true$/],
    ['{"a": .5}', /^1:7 found \.5 where a value should be; write 0\.5$/],
    ['{"a": inhale}', /^1:7 found inhale where a value should be; write it in double quotes: "inhale"$/],
    ['{\n// note\n"a": 1}', /^2:1 found \/ where a name should be; comments are not allowed, take it out$/],
    ['{"a": "C:\\x"}', /^1:7 found a text that does not end well/],
    ['{"a": "b\n}', /^1:7 found a text that does not end well/],
    ['{"a": 1, "a": 2}', /^1:10 the name "a" stands twice in one object; keep one of them$/],
    ['{"a": 1}}', /^1:9 found } after the end; take it out$/],
    ["[".repeat(100_000), /^1:66 is nested deeper than 64 levels/],
    ["\uFFFD\uFFFD{\u0000", /^1:1 found .* where a value should be; save the file as UTF-8 text$/],
  ];
  for (const [text, expected] of cases) assert.match(faultOf(text), expected);
});

test("a byte order mark and CRLF are forgiven", () => {
  assert.deepEqual(parseJsonText('\uFEFF{\r\n"a": 1\r\n}\r\n'), { value: { a: 1 } });
});
