import assert from "node:assert/strict";
import { test } from "node:test";
import type { HeaderOptions } from "../../../../devices/recording/format/header.js";
import { parseHeader } from "../../../../devices/recording/format/header.js";
import { unitFrom } from "../../../../devices/recording/format/units.js";
import { isAndasError } from "../../../../src/domain/errors.js";

const columns = (line: string, options?: HeaderOptions) => parseHeader(line, "moss.csv", options).columns;
const names = (line: string, options?: HeaderOptions) => columns(line, options).map((column) => column.name);
const units = (line: string, options?: HeaderOptions) => columns(line, options).map((column) => column.unit);
const refusal = (line: string, pattern: RegExp, options?: HeaderOptions) =>
  assert.throws(
    () => parseHeader(line, "moss.csv", options),
    (error) => isAndasError(error, "recording") && pattern.test(error.message) && !error.message.includes("\n"),
  );

test("tabs, semicolons and commas are found out, and a comma in a name does no harm", () => {
  assert.deepEqual(names("a\tb"), ["a", "b"]);
  assert.deepEqual(names("a;b"), ["a", "b"]);
  assert.deepEqual(names("a,b"), ["a", "b"]);
  assert.deepEqual(names("Pair 1, left (mV)\tPair 1, right (mV)"), ["pair-1-left", "pair-1-right"]);
  assert.deepEqual(names('"Pair 1, left","Pair 1, right"'), ["pair-1-left", "pair-1-right"]);
  assert.deepEqual(names('"a;b",c'), ["a-b", "c"]);
});

test("only a first column that is called as time is, is time", () => {
  for (const time of ["t", "t_s", "time", "timestamp", "Time", "TIMESTAMP", "time (s)", '"t_s"'])
    assert.equal(parseHeader(`${time},e1`, "moss.csv").timed, true, time);
  assert.equal(parseHeader("e1,t", "moss.csv").timed, false);
  assert.deepEqual(names("e1,t"), ["e1", "t"]);
  assert.equal(parseHeader("temperature,e1", "moss.csv").timed, false);
});

test("an electrode is called what its header says, less the unit", () => {
  assert.deepEqual(names("Differential 1 - 2 Ave. (mV)\tE2_mV\tLeaf [V]\tRoot µV_uv\tHealthy Voltage"), [
    "differential-1-2-ave",
    "e2",
    "leaf",
    "root-v",
    "healthy-voltage",
  ]);
});

test("an electrode without a name is counted, and two of one name are told apart", () => {
  assert.deepEqual(names("t_s,mv,"), ["e1", "e2"]);
  assert.deepEqual(names("(mV),µ,(V)"), ["e1", "e2", "e3"]);
  assert.deepEqual(names("a,A (mV),a-2,a"), ["a", "a-2", "a-2-2", "a-3"]);
});

test("units are taken from the header, or from whoever knows better", () => {
  const header = "a,b (mV),c (V),d (uV),e (µV),f_mv,g_v,h_uv,V,mv,uV";
  assert.deepEqual(units(header), ["mV", "mV", "V", "uV", "uV", "mV", "V", "uV", "mV", "mV", "uV"]);
  assert.deepEqual(new Set(units(header, { unit: "V" })), new Set(["V"]));
  assert.equal(unitFrom(" µV "), "uV");
  assert.equal(unitFrom("μv"), "uV");
  assert.equal(unitFrom("kV"), undefined);
});

test("a column gets another role by its header or by its name, and can be left out", () => {
  const asked = { "Air (°C)": "temperature", "soil-1": "moisture", junk: "ignore" } as const;
  const found = columns("t_s,E1,Air (°C),Soil 1,Junk", { columns: asked });
  assert.deepEqual(
    found.map(({ name, role, cell, unit }) => ({ name, role, cell, unit })),
    [
      { name: "e1", role: "electrode", cell: 1, unit: "mV" },
      { name: "air", role: "temperature", cell: 2, unit: undefined },
      { name: "soil-1", role: "moisture", cell: 3, unit: undefined },
    ],
  );
  refusal("t_s,e1", /no column "e2"; its columns are "t_s", "e1"/, { columns: { e2: "light" } });
});

test("a header with no electrode is refused, and what was found is said", () => {
  refusal("t_s", /no electrode.*"t_s" \(time\)/);
  refusal("time,air,x", /"air" \(temperature\), "x" \(ignore\)/, { columns: { air: "temperature", x: "ignore" } });
});

test("numbers where the names should be mean that the header is missing", () => {
  refusal("0.885\t1.806\t1.68", /first line is numbers.*header/);
  refusal("0,0.1,NaN", /first line is numbers/);
  refusal("2026-06-01T05:00:00Z,0.1", /first line is numbers/);
  assert.deepEqual(names("t,1,2"), ["1", "2"], "names may be numbers, if time says that they are names");
});
