import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { helpOf, overview } from "../../src/commands/cli/help.js";
import { manPage } from "../../src/commands/cli/man.js";
import { bash } from "../../src/commands/completion/bash.js";
import { fish } from "../../src/commands/completion/fish.js";
import { tableOf } from "../../src/commands/completion/table.js";
import { zsh } from "../../src/commands/completion/zsh.js";
import { COMMANDS } from "../../src/commands/list.js";
import { temporary } from "../config/card-folder.js";
import { andas } from "./andas.js";

const commands = await Promise.all(COMMANDS.map(({ load }) => load()));
const table = await tableOf(COMMANDS);

test("no option and no word lacks its help", () => {
  for (const { name, options, words, about } of commands) {
    assert.ok(about.length > 0, name);
    for (const [option, { help, value }] of Object.entries(options)) {
      assert.ok(help.length > 5, `${name} --${option}`);
      assert.ok(helpOf({ ...commands[0]!, name, options }, 80).includes(`--${option}${value ? ` ${value}` : ""}`));
    }
    assert.equal(words.name === undefined, words.atMost === 0, `${name}: what is the word called?`);
    for (const [choice, means] of Object.entries(words.choices ?? {})) assert.ok(means.length > 5, `${name} ${choice}`);
  }
});

test("help is folded to the terminal, and no line of it is hard to follow on a wide one", () => {
  for (const columns of [40, 80, 200])
    for (const page of [overview(COMMANDS, columns), ...commands.map((command) => helpOf(command, columns))])
      for (const line of page.split("\n")) {
        const whole = !line.trim().includes(" ");
        assert.ok(line.length <= Math.min(columns, 110) || whole, `${columns}: ${line}`);
      }
});

test("bash takes the script, and completes commands, options, values, files and folders", async (t) => {
  const { code, stdout } = await andas(t, "completion", "bash");
  assert.equal(code, 0);
  assert.equal(stdout, bash(table), "as the tables say");
  const place = await placeWith(t, "andas.bash", stdout);
  accepted("bash", ["-n", join(place, "andas.bash")]);
  const offers = (...words: string[]) => {
    const script = `source andas.bash; COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _andas; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return accepted("bash", ["--norc", "-c", script, "bash", "andas", ...words], place)
      .trim()
      .split("\n");
  };
  assert.deepEqual(offers("re"), ["replay", "read"]);
  assert.deepEqual(offers("run", "--no"), ["--no-host", "--no-reader"]);
  assert.deepEqual(offers("detect", "--profile", "p"), ["plant"]);
  assert.deepEqual(offers("detect", "--profile", "=", "f"), ["fungus", "fast"]);
  assert.deepEqual(offers("completion", ""), ["bash", "zsh", "fish"]);
  assert.deepEqual(offers("detect", "my"), ["my-cards", "my-night.csv"]);
  assert.deepEqual(offers("run", "--config", "my"), ["my-cards"]);
  assert.deepEqual(offers("run", "--seed", ""), [""]);
});

test("fish takes the script, and completes from it", { skip: lacks("fish") }, async (t) => {
  const place = await placeWith(t, "andas.fish", fish(table));
  accepted("fish", ["-n", join(place, "andas.fish")]);
  const offers = (line: string) =>
    accepted("fish", ["--no-config", "-c", `source andas.fish; complete -C ${JSON.stringify(line)}`], place)
      .trim()
      .split("\n")
      .map((offer) => offer.split("\t")[0]);
  assert.deepEqual(offers("andas repl"), ["replay"]);
  assert.deepEqual(offers("andas run --no-h"), ["--no-host"]);
  assert.deepEqual(offers("andas read --policy "), ["always", "breath"]);
  assert.deepEqual(offers("andas run --config my"), ["my-cards/"]);
});

test("zsh takes the script, and completes from it", { skip: lacks("zsh") }, async (t) => {
  const place = await placeWith(t, "_andas", zsh(table));
  accepted("zsh", ["-n", join(place, "_andas")]);
  // What `_arguments` is told stands for what it would offer; zsh completes only where somebody types.
  const script = [
    `compdef() { : }; _arguments() { print -rl -- $@ }; _describe() { print -rl -- \${(P)2} }`,
    "source ./_andas; words=($@); CURRENT=$#; _andas",
  ].join("\n");
  const told = (...words: string[]) => accepted("zsh", ["-f", "-c", script, "zsh", "andas", ...words], place);
  assert.match(told("re"), /^read:what the Spiralformer reads/m);
  assert.match(told("run", ""), /^--config=\[the card\]:DIR:_files -\/$/m);
  assert.match(told("detect", ""), /^\*--column=\[what a column is\]:NAME=ROLE:$/m);
});

test("the manual page tells every command and option, and renders without a complaint", async (t) => {
  const page = await manPage(COMMANDS, "1.2.3");
  const place = await placeWith(t, "andas.1", page);
  for (const { name, options } of commands) {
    assert.ok(page.includes(`.SS ${name.replaceAll("-", "\\-")}: `), name);
    for (const option of Object.keys(options))
      assert.ok(page.includes(`\\-\\-${option.replaceAll("-", "\\-")}`), option);
  }
  const told = ["man", "groff", "mandoc"].filter((program) => lacks(program) === false);
  const ways = { man: ["-l", "--warnings"], groff: ["-man", "-ww", "-Tutf8"], mandoc: ["-Werror,stop", "-Tutf8"] };
  if (told.length === 0) t.skip("neither man nor groff nor mandoc is installed");
  for (const [program, args] of Object.entries(ways)) {
    if (!told.includes(program)) continue;
    const text = accepted(program, [...args, join(place, "andas.1")]);
    assert.match(text, /of a forest sensor/, program);
  }
});

async function placeWith(t: TestContext, name: string, text: string): Promise<string> {
  const place = await temporary(t);
  await writeFile(join(place, name), text);
  await writeFile(join(place, "my-night.csv"), "");
  await mkdir(join(place, "my-cards"));
  return place;
}

function accepted(program: string, args: string[], cwd?: string): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: "utf8",
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, MANPAGER: "cat", LC_ALL: "C.UTF-8" },
  });
  assert.deepEqual([status, stderr], [0, ""], `${program} ${args.join(" ")}`);
  return stdout;
}

function lacks(program: string): string | false {
  return spawnSync(program, ["--version"]).error ? `${program} is not installed` : false;
}
