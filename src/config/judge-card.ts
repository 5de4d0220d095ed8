import type { z } from "zod";
import { catalogueOf } from "../language/catalogue-of.js";
import type { DeviceKind } from "../ports/device.js";
import { readSecrets } from "./broker-secrets.js";
import { CARD_SCHEMAS, type Card, jsonSchemaOf } from "./card-schemas.js";
import { entrainedWarnings } from "./checks/entrained.js";
import { peerWarnings } from "./checks/peers.js";
import { isAble, referenceProblems } from "./checks/references.js";
import { circleProblems, reflexWarnings } from "./checks/reflex-circles.js";
import { reflexReferences } from "./checks/reflex-references.js";
import type { BrokerSecrets, Configuration } from "./configuration.js";
import { printEffective } from "./effective.js";
import { judgeDevices } from "./judge-devices.js";
import { usualReflexes } from "./schemas/usual-reflexes.js";
import { toConfiguration } from "./to-configuration.js";
import { problemsOf } from "./wording.js";
import { CARD_NAMES, type CardContent, type CardName, fileOf, listAt, valueAt } from "./written/content.js";
import { type Problem, WHOLE_FILE } from "./written/problem.js";

/** A card that is good in every part. */
export interface GoodCard {
  readonly configuration: Configuration;
  readonly secrets: BrokerSecrets;
  /** The card as it is in force, defaults written out, as JSON text without secrets: for `EFFECTIVE.json` and hashes. */
  readonly effective: string;
}

export interface Judgement {
  /** All that is wrong, in the order of the files. */
  readonly problems: readonly Problem[];
  /** What is not wrong, but probably not meant. */
  readonly warnings: readonly Problem[];
  /** Only when nothing is wrong. */
  readonly good?: GoodCard;
}

/** Checks the whole card and finds all faults at once. Pure; `broken` names what could not even be read. */
export function judgeCard(
  content: CardContent,
  kinds: readonly DeviceKind[],
  broken: ReadonlySet<string> = new Set(),
): Judgement {
  const problems: Problem[] = [];
  const card: { [Name in CardName]?: unknown } = {};
  for (const name of CARD_NAMES) {
    const written = content.files[name];
    if (written === undefined && broken.has(name)) continue;
    if (written === undefined && name === "node") problems.push(NO_NODE);
    else card[name] = check(name, written === undefined ? {} : written, kinds, problems);
  }
  const { devices, problems: deviceProblems, warnings: deviceWarnings } = judgeDevices(content.files.electrodes, kinds);
  const { secrets, problems: besideProblems } = readSecrets(content, broken);
  problems.push(...deviceProblems, ...referenceProblems(content, kinds), ...reflexReferences(content, kinds, broken));
  problems.push(...circleProblems(content), ...besideProblems);
  const warnings = [
    ...peerWarnings(content),
    ...entrainedWarnings(content),
    ...deviceWarnings,
    ...reflexWarnings(content),
  ];
  if (problems.length > 0 || broken.size > 0) return { problems: inOrder(problems), warnings };
  const whole = withUsualReflexes(card as Card, content, kinds); // nothing was wrong: every file is there
  return {
    problems,
    warnings,
    good: {
      configuration: toConfiguration(whole, devices),
      secrets,
      effective: printEffective(whole, devices),
    },
  };
}

/** Where the card says nothing of reflexes, the usual ones make use of what the node has. */
function withUsualReflexes(card: Card, content: CardContent, kinds: readonly DeviceKind[]): Card {
  if (valueAt(content.files.reflexes, ["reflexes"]) !== undefined) return card;
  const light = listAt(content.files.electrodes, "devices").find((device) => isAble(device, "output", kinds));
  const name = valueAt(light, ["name"]);
  const words = catalogueOf(card.node.language).reflexes;
  return {
    ...card,
    reflexes: { ...card.reflexes, reflexes: usualReflexes(words, name === undefined ? name : String(name)) },
  };
}

const NO_NODE: Problem = {
  file: fileOf("node"),
  path: WHOLE_FILE,
  message: 'is missing; write it as {"site": "north-grove", "node": "spruce-1"}, with names of your own',
};

function check(name: CardName, written: unknown, kinds: readonly DeviceKind[], problems: Problem[]): unknown {
  const parsed: z.ZodSafeParseResult<unknown> = CARD_SCHEMAS[name].safeParse(written);
  if (parsed.success) return parsed.data;
  const schema = jsonSchemaOf(name, kinds);
  for (const issue of parsed.error.issues) problems.push(...problemsOf(issue, fileOf(name), written, schema));
  return undefined;
}

/** By file, as the card lists them; files beside it come last. Within a file as they were found. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const files = CARD_NAMES.map(fileOf);
  const rank = (problem: Problem) => {
    const place = files.indexOf(problem.file);
    return place < 0 ? files.length : place;
  };
  return problems.toSorted((a, b) => rank(a) - rank(b));
}
