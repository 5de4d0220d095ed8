import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { makeCheck } from "../../src/commands/check.js";
import type { CliCommand, Io } from "../../src/commands/cli/command.js";
import { makeSchema } from "../../src/commands/schema.js";
import { isAndasError } from "../../src/domain/errors.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { card, KINDS, NODE, temporary, textOf } from "../config/card-folder.js";

const check = makeCheck(KINDS, new OsFiles());
const schema = makeSchema(KINDS, new OsFiles());

async function run(command: CliCommand, words: string[], options: Record<string, string> = {}) {
  let out = "";
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: () => assert.fail("nothing goes to stderr"),
    signal: new AbortController().signal,
    terminal: false,
    columns: 80,
    rows: 24,
    env: {},
  };
  const code = await command.run({ words, options }, io);
  return { code, out };
}

test("check says in one friendly line that a card is in order", async (t) => {
  const config = await card(t, { "node.json": NODE, "electrodes.json": { devices: [{ name: "g", kind: "grove" }] } });
  assert.deepEqual(await run(check, [], { config }), {
    code: 0,
    out: `${config} is in order: north-grove/spruce-1, 1 device, 0 electrodes named (node.json, electrodes.json)\n`,
  });
});

test("check says a line per fault and ends with 2", async (t) => {
  const config = await card(t, { "node.json": { site: "a", nod: "b" } });
  const { code, out } = await run(check, [], { config });
  assert.equal(code, 2);
  assert.deepEqual(out.trimEnd().split("\n"), [
    'node.json: node: is missing; write small letters, digits and hyphens, 64 at most, such as "spruce-1"',
    'node.json: nod: is not known here; did you mean "node"?',
  ]);
  assert.equal(await textOf(config, "ERRORS.txt"), undefined);
});

test("check reads boot.json too, and quotes nothing of it", async (t) => {
  const wifi = { ssid: "grove", password: "short", country: "SE" };
  const config = await card(t, { "node.json": NODE, "boot.json": { wifi, zone: "x" } });
  assert.deepEqual(await run(check, [], { config }), {
    code: 2,
    out: "boot.json: wifi.password: has 8 to 63 characters\nboot.json: zone: is not known here; leave it out\n",
  });
});

test("check of a folder that is not there is a configuration error", async (t) => {
  const config = join(await temporary(t), "nowhere");
  await assert.rejects(run(check, [], { config }), (error) => isAndasError(error, "config"));
});

test("schema lists the names, prints one, and knows what was meant", async () => {
  assert.equal((await run(schema, [])).out, "node\nelectrodes\nbreath\nreflexes\nattention\nboot\n");
  assert.equal(JSON.parse((await run(schema, ["breath"])).out).title, "andas: breath.json");
  assert.equal(JSON.parse((await run(schema, ["breath.json"])).out).title, "andas: breath.json");
  await assert.rejects(run(schema, ["braeth"]), /there is no schema "braeth"; did you mean "breath"\?/);
});

test("schema --out writes them all, where the card's $schema looks for them", async (t) => {
  const out = join(await temporary(t), "card", "schema");
  assert.equal((await run(schema, [], { out })).code, 0);
  for (const name of ["node", "electrodes", "breath", "reflexes", "attention", "boot"])
    assert.equal(JSON.parse((await textOf(out, `${name}.schema.json`)) ?? "").title, `andas: ${name}.json`);
  await assert.rejects(run(schema, ["breath"], { out }), /leave the NAME out/);
  await assert.rejects(run(schema, [], { out: join(out, "node.schema.json") }), /cannot be written/);
});

test("schema mqtt lists every topic with its payload, prints one, and knows what was meant", async () => {
  const { out } = await run(schema, ["mqtt"]);
  assert.match(out, /^state +\$state +whether the node is there; retained, and the will$/m);
  assert.match(out, /^spike +spike\/<electrode> +one electrical event on an electrode$/m);
  assert.match(out, /^result +res\/<name> /m);
  const spike = JSON.parse((await run(schema, ["mqtt", "spike"])).out);
  assert.equal(spike.title, "andas: spike/<electrode>");
  assert.match(spike.$schema, /draft-07/);
  assert.ok(spike.required.includes("onset"));
  assert.equal(spike.properties.onset.format, "date-time");
  await assert.rejects(run(schema, ["mqtt", "spkie"]), /there is no schema "spkie"; did you mean "spike"\?/);
  await assert.rejects(run(schema, ["breath", "spike"]), /one word too many/);
});

test("schema mqtt --out writes them all", async (t) => {
  const out = join(await temporary(t), "schema");
  const names = (await run(schema, ["mqtt"])).out
    .trimEnd()
    .split("\n")
    .map((line) => line.split(" ")[0]);
  assert.equal((await run(schema, ["mqtt"], { out })).out, `wrote ${names.length} schemas to ${out}\n`);
  for (const name of names) assert.match((await textOf(out, `${name}.schema.json`)) ?? "", /"title": "andas: /);
});
