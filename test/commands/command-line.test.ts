import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, type TestContext, test } from "node:test";
import { COMMANDS } from "../../src/commands/list.js";
import { GLYPHS } from "../../src/domain/glyph.js";
import { temporary } from "../config/card-folder.js";
import { andas, groveRecording, lines, nodeOn, start, table } from "./andas.js";
import { folderForAll } from "./folder.js";

const folder = folderForAll();
let grove = "";
before(async () => {
  grove = await groveRecording(folder.path);
});

test("andas --help lists every command in a line, and andas --version is the package's", async (t) => {
  const help = await andas(t, "--help");
  assert.equal(help.code, 0);
  assert.equal(help.stderr, "");
  for (const { name, summary } of COMMANDS)
    assert.ok(
      lines(help.stdout).some((line) => line.trim().startsWith(name) && line.endsWith(summary)),
      name,
    );
  const version = await andas(t, "--version");
  assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
  assert.equal(version.code, 0);
  const bare = await andas(t);
  assert.deepEqual([bare.code, bare.stdout], [2, help.stdout]);
});

test("every command tells its usage and its options on --help", async (t) => {
  await Promise.all(
    COMMANDS.map(async ({ name, load }) => {
      const { code, stdout, stderr } = await andas(t, name, "--help");
      assert.deepEqual([code, stderr], [0, ""], name);
      assert.ok(stdout.startsWith(`andas ${name}`), stdout);
      for (const option of Object.keys((await load()).options))
        assert.ok(stdout.includes(`--${option}`), `${name} --${option}`);
    }),
  );
});

const WRONG: readonly [string[], RegExp][] = [
  [["dance"], /^andas: there is no command "dance"; andas --help lists them$/],
  [["help", "dance"], /^andas: there is no command "dance"/],
  [["relpay", "x.csv"], /^andas: there is no command "relpay"; did you mean "replay"\?$/],
  [["--verison"], /^andas: there is no command "--verison"; did you mean "--version"\?$/],
  [["replay", "x.csv", "--jsn"], /^andas: there is no option --jsn; did you mean "--json"\? see andas replay --help$/],
  [["replay", "x.csv", "--xylophone"], /^andas: there is no option --xylophone; see andas replay --help$/],
  [["replay", "x.csv", "-j"], /^andas: there is no option -j; see andas replay --help$/],
  [["replay", "x.csv", "--json=1"], /^andas: --json takes no value; see andas replay --help$/],
  [["replay", "x.csv", "--seed"], /^andas: --seed needs a value, N; see andas replay --help$/],
  [["replay", "x.csv", "--config", "--json"], /^andas: --config needs a value, DIR; see andas replay --help$/],
  [["completion", "bsh"], /^andas: there is no completion for "bsh"; did you mean "bash"\?$/],
  [["completion"], /^andas: andas completion needs a SHELL; see andas completion --help$/],
  [["detect"], /^andas: andas detect needs a FILE; see andas detect --help$/],
  [["detect", "a", "b"], /^andas: "b" is one word too many; see andas detect --help$/],
  [["detect", "x.csv", "--rate", "fast"], /^andas: --rate fast: give a number above 0$/],
  [["run", "--speed", "-3"], /^andas: .*--speed/],
  [["run", "--port", "0"], /^andas: --port 0: give a port from 1 to 65535$/],
  [
    ["run", "--port", "1885", "--broker", "mqtt://x"],
    /^andas: --port is for the node's own broker, and --broker names/,
  ],
  [["run", "--broker", "mqtt://u:secret@x"], /^andas: --broker holds a user or password;(?!.*secret)/],
  [["run", "--start", "yesterday"], /^andas: --start yesterday: give a time like /],
  [["detect", "x.csv", "--unit", "furlong"], /^andas: --unit furlong: give one of /],
  [["detect", "x.csv", "--column", "rain"], /^andas: --column rain: give NAME=ROLE/],
  [["detect", "x.csv", "--time-format", "noon"], /^andas: --time-format noon: give dmy, mdy, /],
  [["detect", "x.csv", "--scale", "0"], /^andas: --scale 0: give a number above 0$/],
  [["schema", "braeth"], /^andas: there is no schema "braeth"; did you mean "breath"\?$/],
  [["bench", "marathon"], /^andas: there is no bench "marathon"; there are /],
];

test("what makes no sense on the command line is one line that says what would, and exit code 2", async (t) => {
  const place = (await nodeOn(t)).args.slice(1);
  for (const [args, line] of WRONG) {
    const { code, stdout, stderr } = await andas(t, ...args, ...(args[0] === "run" ? place : []));
    assert.deepEqual([code, stdout, lines(stderr).length], [2, "", 1], stderr);
    assert.match(stderr.trimEnd(), line);
  }
});

test("detect keeps to its columns, in the order in which a spike happens", async (t) => {
  const { code, stdout } = await andas(t, "detect", grove);
  assert.equal(code, 0);
  assert.equal(lines(stdout)[0], "electrode,onset_s,peak_s,end_s,amplitude_mv,polarity,z,match,decided_s");
  const spikes = table(stdout);
  assert.ok(spikes.length > 20, `${spikes.length} spikes`);
  for (const { onset_s, peak_s, end_s, decided_s, polarity, amplitude_mv } of spikes) {
    const [onset, peak, end, decided] = [onset_s, peak_s, end_s, decided_s].map(Number) as [
      number,
      number,
      number,
      number,
    ];
    assert.ok(onset <= peak && peak <= end && peak <= decided, JSON.stringify({ onset, peak, end, decided }));
    assert.ok(polarity === "1" || polarity === "-1");
    assert.equal(Math.sign(Number(amplitude_mv)), Number(polarity));
  }
  const times = spikes.map(({ decided_s }) => Number(decided_s));
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
    "told in the order in which they were decided",
  );
});

test("detect is causal: of the beginning of a recording it says what it says of the whole, and no more", async (t) => {
  const text = await readFile(grove, "utf8");
  const whole = lines((await andas(t, "detect", grove)).stdout);
  const place = await temporary(t);
  for (const rows of [9_000, 17_003]) {
    const file = join(place, `first-${rows}.csv`);
    await writeFile(
      file,
      `${text
        .split("\n")
        .slice(0, rows + 1)
        .join("\n")}\n`,
    );
    const part = lines((await andas(t, "detect", file)).stdout);
    const decided = whole.filter((line, i) => i === 0 || Number(line.split(",").at(-1)) <= rows - 1);
    assert.deepEqual(part, decided, `of ${rows} rows`);
  }
});

test("detect --channel is that electrode alone, and one that is not there is named with those that are", async (t) => {
  const all = table((await andas(t, "detect", grove)).stdout);
  const one = table((await andas(t, "detect", grove, "--channel", "e3")).stdout);
  assert.deepEqual(
    one,
    all.filter(({ electrode }) => electrode === "e3"),
  );
  const { code, stderr } = await andas(t, "detect", grove, "--channel", "e9");
  assert.deepEqual([code, stderr], [2, 'andas: there is no electrode "e9"; there are e1, e2, e3, e4\n']);
});

test("glyphs part each electrode's time: from its first sample on, without a hole or an overlap", async (t) => {
  const { code, stdout } = await andas(t, "glyphs", grove);
  assert.equal(code, 0);
  assert.equal(lines(stdout)[0], "electrode,glyph,start_s,end_s,spikes,amplitude_mv,decided_s");
  const ends = new Map<string, number>();
  for (const { electrode = "", glyph, start_s, end_s, decided_s } of table(stdout)) {
    assert.equal(Number(start_s), ends.get(electrode) ?? 0, `${electrode} ${glyph} at ${start_s}`);
    assert.ok(
      Number(end_s) > Number(start_s) && Number(decided_s) >= Number(end_s),
      `${electrode} ${glyph} at ${start_s}`,
    );
    assert.ok((GLYPHS as readonly (string | undefined)[]).includes(glyph), glyph);
    ends.set(electrode, Number(end_s));
  }
  assert.deepEqual([...ends.keys()].sort(), ["e1", "e2", "e3", "e4"]);
  for (const [electrode, end] of ends) assert.ok(end > 15_000, `${electrode} was parted until ${end}`);
});

test("a recording with dates is told in seconds since its first row, and a rate in the rows' own time", async (t) => {
  const text = lines(await readFile(grove, "utf8"));
  const dated = join(await temporary(t), "dated.csv");
  const row = (line: string, i: number) => `${new Date(Date.UTC(2026, 2, 29) + i * 1000).toISOString()},${line}`;
  await writeFile(dated, `${[`time,${text[0]}`, ...text.slice(1).map(row)].join("\n")}\n`);
  const plain = (await andas(t, "detect", grove)).stdout;
  assert.equal((await andas(t, "detect", dated)).stdout, plain);
});

test("schema and doctor give JSON that a program can read", async (t) => {
  await Promise.all(
    ["node", "electrodes", "breath", "reflexes", "attention"].map(async (name) => {
      const { code, stdout } = await andas(t, "schema", name);
      assert.equal(code, 0);
      assert.equal(JSON.parse(stdout).$schema, "http://json-schema.org/draft-07/schema#", name);
    }),
  );
  const { config, state } = await nodeOn(t);
  const doctor = await andas(t, "doctor", "--json", "--config", config, "--state", state);
  const { v, checks } = JSON.parse(doctor.stdout) as { v: number; checks: { section: string; status: string }[] };
  assert.equal(v, 1);
  assert.deepEqual(
    [...new Set(checks.map(({ section }) => section))],
    ["board", "buses", "packages", "time", "power", "model", "card"],
  );
});

test("a reader that goes away ends a command quietly", async (t) => {
  const { code, stderr } = await headOf(t, ["replay", grove, "--json", "--quiet"]);
  assert.deepEqual([code, stderr], [0, ""]);
});

/** `andas … | head -c 1` */
async function headOf(t: TestContext, args: string[]) {
  const child = start(t, args);
  child.process.stdout?.once("data", () => child.process.stdout?.destroy());
  return child.ended;
}
