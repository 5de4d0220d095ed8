import assert from "node:assert/strict";
import { test } from "node:test";
import { firstLines } from "../../../../devices/recording/format/beginning.js";
import { cellsOf } from "../../../../devices/recording/format/cells.js";
import { LineBuffer } from "../../../../devices/recording/format/line-buffer.js";

/** The acid tests for readers of CSV (csv-spectrum 2.0.0, BSD-2-Clause): a text, and what is in it. */
const ACID: readonly (readonly [name: string, text: string, rows: readonly Readonly<Record<string, string>>[]])[] = [
  [
    "comma in quotes",
    'first,last,address,city,zip\nJohn,Doe,120 any st.,"Anytown, WW",08123',
    [{ first: "John", last: "Doe", address: "120 any st.", city: "Anytown, WW", zip: "08123" }],
  ],
  [
    "empty",
    'a,b,c\n1,"",""\n2,3,4',
    [
      { a: "1", b: "", c: "" },
      { a: "2", b: "3", c: "4" },
    ],
  ],
  [
    "empty crlf",
    'a,b,c\r\n1,"",""\r\n2,3,4',
    [
      { a: "1", b: "", c: "" },
      { a: "2", b: "3", c: "4" },
    ],
  ],
  [
    "escaped quotes",
    'a,b\n1,"ha ""ha"" ha"\n3,4\n',
    [
      { a: "1", b: 'ha "ha" ha' },
      { a: "3", b: "4" },
    ],
  ],
  [
    "json",
    'key,val\n1,"{""type"": ""Point"", ""coordinates"": [102.0, 0.5]}"\n',
    [{ key: "1", val: '{"type": "Point", "coordinates": [102.0, 0.5]}' }],
  ],
  [
    "location coordinates",
    "Contact Phone Number,Location Coordinates,Cities,Counties\n2095257564,37�36'37.8\"N 121�2'17.9\"W,Modesto,Stanislaus",
    [
      {
        "Contact Phone Number": "2095257564",
        "Location Coordinates": "37�36'37.8\"N 121�2'17.9\"W",
        Cities: "Modesto",
        Counties: "Stanislaus",
      },
    ],
  ],
  [
    "newlines",
    'a,b,c\n1,2,3\n"Once upon \na time",5,6\n7,8,9\n',
    [
      { a: "1", b: "2", c: "3" },
      { a: "Once upon \na time", b: "5", c: "6" },
      { a: "7", b: "8", c: "9" },
    ],
  ],
  [
    "newlines crlf",
    'a,b,c\r\n1,2,3\r\n"Once upon \r\na time",5,6\r\n7,8,9\r\n',
    [
      { a: "1", b: "2", c: "3" },
      { a: "Once upon \r\na time", b: "5", c: "6" },
      { a: "7", b: "8", c: "9" },
    ],
  ],
  [
    "quotes and newlines",
    'a,b\n1,"ha \n""ha"" \nha"\n3,4\n',
    [
      { a: "1", b: 'ha \n"ha" \nha' },
      { a: "3", b: "4" },
    ],
  ],
  ["simple", "a,b,c\n1,2,3\n", [{ a: "1", b: "2", c: "3" }]],
  ["simple crlf", "a,b,c\r\n1,2,3\r\n", [{ a: "1", b: "2", c: "3" }]],
  [
    "utf8",
    "a,b,c\n1,2,3\n4,5,ʤ",
    [
      { a: "1", b: "2", c: "3" },
      { a: "4", b: "5", c: "ʤ" },
    ],
  ],
];

for (const [name, text, expected] of ACID)
  test(`CSV: ${name}`, () => {
    const lines = new LineBuffer();
    const bytes = new TextEncoder().encode(text);
    lines.free().set(bytes);
    lines.filled(bytes.length);
    lines.filled(0);
    const [names = [], ...rows] = firstLines(lines).lines.map((line) => cellsOf(line.text, ","));
    assert.deepEqual(
      rows.map((cells) => Object.fromEntries(names.map((each, i) => [each, cells[i]]))),
      expected,
    );
  });
