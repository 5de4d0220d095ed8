/** Values that have broken somebody's program. */
export const HOSTILE: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1, 0.5, -0.000001, 255, 65_536, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 1e21, 1e300],
  ...["", " ", "0", "1", "-1", "NaN", "Infinity", "null", "true", "__proto__", "constructor", "e1", "e999", "*", "#"],
  ..."a/b ../../etc/passwd C:\\nul $(reboot) %s%n <b> {}".split(" "),
  ...["\0", "\n", "\r\n", "\t", "\u2028", "\ud800", "\udfff\ud800", "\ufeff", "é", "e\u0301", "🍄", "\u202e"],
  ...["2000-01-01T00:00:00Z", "2000-13-99T99:99:99Z", "+275760-09-13T00:00:00Z", "-000001-01-01T00:00:00Z", "1e999"],
  ...["a".repeat(300), "é".repeat(70_000), "\\".repeat(1000), "(a+)+".repeat(50)],
  ...[[], {}, [[]], [null], [[], {}, ""], { "": "" }, { length: -1 }, { toJSON: "x", valueOf: 0 }],
  ...[Array.from({ length: 3000 }, (_, i) => i), nested(200)],
];

/** JSON, or nearly, that only a text can say. */
export const RAW: readonly string[] = [
  ...["1e999", "-1e999", "-0", "1e-999", "0.1e1", "9007199254740993", "-99999999999999999999999999"],
  ...["NaN", "Infinity", "undefined", "01", "1.", "+1", "0x10", "'a'", "", ",", "/**/1", "\u00a01", "\ufeff1"],
  ...['"\\ud800"', '"\\u0000"', '"\\x41"', '"a', '"\t"', '{"__proto__":{"a":1}}', '{"__proto__":null}'],
  ...['{"then":1}', '{"a":1,"a":2}', '{"a":1,}', "[1,]", '{"constructor":{"prototype":{"a":1}}}', '{"a":1'],
  deep(500),
  deep(20_000),
  `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`,
  "[".repeat(20_000),
];

function deep(levels: number): string {
  return "[".repeat(levels) + "]".repeat(levels);
}

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}
