import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import type { SignalStretches } from "../../src/domain/signal-stretches.js";
import { encodeEnveloped } from "../../src/protocol/envelope.js";
import { traceBody } from "../../src/protocol/payloads/trace.js";
import { UTC } from "../../src/protocol/time.js";
import { root } from "../house/the-house.js";

const folder = join(root, "scripts", "integrations");
const textOf = (name: string) => readFileSync(join(folder, name), "utf8");

const FROM = 946_684_800;
const HEARD: SignalStretches = {
  ...{ electrode: "e1", from: FROM, every: 10 },
  ...{ least: [0.1, Number.NaN, -0.2], mean: [0.15, Number.NaN, 0.05], greatest: [0.2, Number.NaN, 0.3] },
};
const PAYLOAD = encodeEnveloped(traceBody(HEARD, UTC), { boot: 1, seq: 7, at: FROM + 30, quality: "ntp" });

interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly func?: string;
  readonly wires?: readonly (readonly string[])[];
}

test("the flow's function draws a trace by its means, once, and passes over what makes no sense", () => {
  const flow: readonly FlowNode[] = JSON.parse(textOf("node-red-flow.json"));
  const known = new Map<string, unknown>();
  const context = { get: (name: string) => known.get(name), set: (name: string, to: unknown) => known.set(name, to) };
  const func = flow.find(({ id }) => id === "andas-read")?.func ?? "";
  const read = (topic: string, payload: string): unknown =>
    JSON.parse(
      String(
        runInNewContext(`JSON.stringify((function (node) { ${func} })({}))`, {
          msg: { topic, payload },
          context,
          flow: context,
        }),
      ),
    );
  const values = read("andas/1/grove/birch/trace/e1", PAYLOAD);
  assert.deepEqual(values, [
    null,
    [
      { topic: "birch e1", payload: 0.15, timestamp: FROM * 1000 },
      { topic: "birch e1", payload: 0.05, timestamp: (FROM + 20) * 1000 },
    ],
    null,
  ]);
  assert.equal(read("andas/1/grove/birch/trace/e1", PAYLOAD), null, "what comes twice counts once");
  for (const strange of ["", "half {", '{"v":2}']) assert.equal(read("andas/1/grove/birch/health", strange), null);
});

test("every wire of the flow leads to a node that is there", () => {
  const flow: readonly FlowNode[] = JSON.parse(textOf("node-red-flow.json"));
  const ids = new Set(flow.map(({ id }) => id));
  for (const { wires = [] } of flow) for (const to of wires.flat()) assert.ok(ids.has(to), to);
});

const config = textOf("telegraf.conf");

test("Telegraf's own script makes a point of each stretch that was heard", () => {
  // Starlark is a small Python; what Telegraf gives it stands in here.
  const script = `
import json as _json, sys, types, datetime
class Metric:
  def __init__(self, name): self.name, self.tags, self.fields, self.time = name, {}, {}, 0
json = types.SimpleNamespace(decode=_json.loads)
def parse_time(text):
  at = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
  return types.SimpleNamespace(unix_nano=int(at.timestamp() * 1e9))
time = types.SimpleNamespace(parse_time=parse_time)
${/source = '''\n([\s\S]*?)'''/.exec(config)?.[1]?.replace(/^load\(.*$/gm, "")}
metric = Metric("trace")
metric.tags["name"] = "e1"
metric.fields["value"] = sys.stdin.read()
print(_json.dumps([[p.time, p.tags, p.fields] for p in apply(metric)]))
`;
  const { stdout, stderr } = spawnSync("python3", ["-c", script], { input: PAYLOAD, encoding: "utf8" });
  const points = JSON.parse(stdout || `"${stderr}"`);
  assert.deepEqual(
    points.map(([time, tags, fields]: [number, object, Record<string, number>]) => [
      ...[time, tags],
      Object.entries(fields).map(([key, mv]) => `${key} ${mv.toFixed(4)}`),
    ]),
    [
      [FROM * 1e9, { name: "e1" }, ["least_mv 0.1000", "mean_mv 0.1500", "greatest_mv 0.2000"]],
      [(FROM + 20) * 1e9, { name: "e1" }, ["least_mv -0.2000", "mean_mv 0.0500", "greatest_mv 0.3000"]],
    ],
  );
});

test("the dashboard asks for nothing that Telegraf does not write", () => {
  const paths = [...config.matchAll(/path = "([\w.]+)"(?:[^\n]*\n\s+rename = "(\w+)")?/g)].map(
    ([, path, name]) => name ?? path,
  );
  const written = new Set([...paths, "least_mv", "mean_mv", "greatest_mv", "site", "node", "name"]);
  const dashboard = textOf("grafana-dashboard.json");
  const queries = [...dashboard.matchAll(/"query": "(SELECT (?:[^"\\]|\\.)*)"/g)].map(([, query = ""]) =>
    query.replaceAll('\\"', '"'),
  );
  assert.ok(queries.length >= 8);
  for (const query of queries) {
    const [, what = "", from = ""] = /^SELECT (.*) FROM "(\w+)"/.exec(query) ?? [];
    assert.ok(["last", "spike", "reading", "health", "trace"].includes(from), query);
    for (const [, field = ""] of what.matchAll(/"(\w+)"/g)) assert.ok(written.has(field), `${field}: ${query}`);
  }
});
