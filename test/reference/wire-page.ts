import type { JsonSchema } from "../../src/config/card-schemas.js";
import { GLYPHS } from "../../src/domain/glyph.js";
import { PERCEPT_FACTS } from "../../src/domain/percept-types.js";
import { payloadIndex, payloadJsonSchema } from "../../src/protocol/payloads/schemas.js";
import type { TopicKind } from "../../src/protocol/topics.js";
import { SIGNS } from "../../src/view/words.js";
import { fieldTable } from "./field-table.js";
import { GENERATED } from "./generated.js";
import { FROM_PEOPLE, toldByANode } from "./told-by-a-node.js";

/** Every topic with what stands on it; every percept and glyph. */
export async function wirePage(): Promise<string> {
  const told = await toldByANode();
  const topics = payloadIndex().map((entry) => {
    const { kind, topic, summary } = entry;
    const schema = payloadJsonSchema(entry) as JsonSchema;
    return [`## ${topic}`, `${summary}.`, exampleOf(kind, told), fieldTable(schema, "always there")].join("\n\n");
  });
  return `${[
    "# Everything on the wire",
    `${GENERATED} All topics lie below \`andas/1/<site>/<node>/\`. The payloads are those of a simulated node on its first day, and what
people say to it; long texts are cut. \`andas schema mqtt NAME\` prints the JSON Schema of each.`,
    ...topics,
    "## Percepts",
    "What the senses notice, by source and type, with the facts that may stand in `data`: what a reflex's `when` may ask for.",
    perceptTable(),
    "## Glyphs",
    "From the first that would name an instant to the last; their signs on the screen, and in patterns such as `spike pause{2,} burst` their names.",
    `| | glyph |\n|---|---|\n${GLYPHS.map((name) => `| ${SIGNS[name]} | \`${name}\` |`).join("\n")}`,
  ].join("\n\n")}\n`;
}

function exampleOf(kind: TopicKind, told: ReadonlyMap<TopicKind, string>): string {
  const [by, payload] = kind in FROM_PEOPLE ? ["people", FROM_PEOPLE[kind]] : ["the node", told.get(kind)];
  if (payload === undefined) throw new Error(`nobody said anything on ${kind}: let the node's day hold it`);
  return `From ${by}:\n\n\`\`\`json\n${JSON.stringify(short(JSON.parse(payload)), undefined, 1)}\n\`\`\``;
}

const LONGEST_TEXT = 160;
const LONGEST_LIST = 4;

/** As it is, but that nobody reads pages of it. */
function short(value: unknown): unknown {
  if (typeof value === "string") return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
  if (Array.isArray(value)) return value.slice(0, LONGEST_LIST).map(short);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, short(one)]));
}

function perceptTable(): string {
  const rows = Object.entries(PERCEPT_FACTS).flatMap(([source, told]) => {
    const written = source.endsWith("/") ? `${source}<name>` : source;
    if (told === undefined) return [`| \`${written}\` | any | any |`];
    return Object.entries(told).map(
      ([type, facts]) => `| \`${written}\` | ${type === "*" ? "any" : `\`${type}\``} | ${facts.join(", ")} |`,
    );
  });
  return ["| source | type | facts |", "|---|---|---|", ...rows].join("\n");
}
