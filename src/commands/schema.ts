import { join } from "node:path";
import { jsonSchemaOf } from "../config/card-schemas.js";
import { replaceText } from "../config/kept-file.js";
import { CARD_NAMES } from "../config/written/content.js";
import { AndasError, messageOf } from "../domain/errors.js";
import { nearest } from "../domain/spelling.js";
import { bootJsonSchema } from "../first-boot/boot-card.js";
import type { DeviceKind } from "../ports/device.js";
import type { Files } from "../ports/files.js";
import { payloadIndex, payloadJsonSchema } from "../protocol/payloads/schemas.js";
import type { CliCommand } from "./cli/command.js";

/** What goes over MQTT, in place of a file of the card. */
const MQTT = "mqtt";

/** What the board is told at its first boot; the node itself does not read it. */
const BOOT = "boot";

/** A schema that can be printed or written. */
interface NamedSchema {
  readonly name: string;
  schema(): object;
}

function payloadSchemas(): readonly NamedSchema[] {
  return payloadIndex().map((payload) => ({ name: payload.kind, schema: () => payloadJsonSchema(payload) }));
}

/** `andas schema`: JSON Schema (draft-07) of the card's files and of what goes over MQTT, for editors, programs and people. */
export function makeSchema(kinds: readonly DeviceKind[], files: Files): CliCommand {
  const card: readonly NamedSchema[] = [
    ...CARD_NAMES.map((name) => ({ name, schema: () => jsonSchemaOf(name, kinds) })),
    { name: BOOT, schema: bootJsonSchema },
  ];
  const names = card.map(({ name }) => name);
  return {
    name: "schema",
    about: [
      "JSON Schema (draft-07) of a file of the card, or after `mqtt` of a payload on MQTT. Without NAME: the names.",
    ],
    options: { out: { value: "DIR", help: "write them all, as DIR/NAME.schema.json", offers: "folders" } },
    words: { name: "NAME", atLeast: 0, atMost: 2, offers: [...names, MQTT] },
    notes: ['A file that begins with "$schema": "./schema/NAME.schema.json" is then explained by the editor itself.'],
    async run(args, io) {
      const { out } = args.options;
      const isMqtt = args.words[0] === MQTT;
      const all = isMqtt ? payloadSchemas() : card;
      const [word, tooMany] = isMqtt ? args.words.slice(1) : args.words;
      if (tooMany !== undefined) throw new AndasError("usage", `"${tooMany}" is one word too many: give one NAME`);
      if (typeof out === "string") {
        if (word !== undefined) throw new AndasError("usage", "--out writes all schemas; leave the NAME out");
        await writeAll(all, out);
        await io.out(`wrote ${all.length} schemas to ${out}\n`);
      } else if (word === undefined) await io.out(isMqtt ? payloadTable() : `${names.join("\n")}\n`);
      else await io.out(print(find(all, word, isMqtt ? [] : [...names.map((name) => `${name}.json`), MQTT])));
      return 0;
    },
  };

  async function writeAll(all: readonly NamedSchema[], folder: string): Promise<void> {
    try {
      await files.makeFolder(folder);
      for (const one of all) await replaceText(files, join(folder, `${one.name}.schema.json`), print(one));
    } catch (error) {
      const what = `the schemas cannot be written to ${folder} (${messageOf(error)}); give --out a folder that can be written`;
      throw new AndasError("usage", what, error);
    }
  }
}

function print({ schema }: NamedSchema): string {
  return `${JSON.stringify(schema(), undefined, 2)}\n`;
}

/** `spike  spike/<electrode>  one electrical event on an electrode`, a line each. */
function payloadTable(): string {
  const payloads = payloadIndex();
  const width = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length)) + 2;
  const kind = width(payloads.map((payload) => payload.kind));
  const topic = width(payloads.map((payload) => payload.topic));
  return payloads.map((one) => `${one.kind.padEnd(kind)}${one.topic.padEnd(topic)}${one.summary}\n`).join("");
}

/** `also`: other words that somebody may have meant. */
function find(all: readonly NamedSchema[], word: string, also: readonly string[]): NamedSchema {
  const name = word.replace(/\.json$/, "");
  const found = all.find((one) => one.name === name);
  if (found === undefined)
    throw new AndasError(
      "usage",
      unknownName(
        word,
        all.map((one) => one.name),
        also,
      ),
    );
  return found;
}

function unknownName(word: string, names: readonly string[], also: readonly string[]): string {
  const meant = nearest(word, [...names, ...also]);
  return `there is no schema "${word}"; ${meant === undefined ? `names: ${names.join(", ")}` : `did you mean "${meant}"?`}`;
}
