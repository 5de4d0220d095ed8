import { join } from "node:path";
import { jsonSchemaOf } from "../config/card-schemas.js";
import { replaceText } from "../config/kept-file.js";
import { CARD_NAMES, fileOf, isCardName } from "../config/written/content.js";
import { AndasError, messageOf } from "../domain/errors.js";
import { nearest } from "../domain/spelling.js";
import type { DeviceKind } from "../ports/device.js";
import type { Files } from "../ports/files.js";
import type { CliCommand } from "./command.js";

/** `andas schema`: JSON Schema (draft-07) of the card's files, for editors and people. */
export function makeSchema(kinds: readonly DeviceKind[], files: Files): CliCommand {
  const print = (name: (typeof CARD_NAMES)[number]) => `${JSON.stringify(jsonSchemaOf(name, kinds), undefined, 2)}\n`;
  return {
    name: "schema",
    help: [
      "andas schema [NAME]",
      "andas schema --out DIR",
      "",
      "JSON Schema (draft-07) of a file of the card. Without NAME: the names.",
      "",
      "  --out DIR   write them all, as DIR/NAME.schema.json",
      "",
      'A file that begins with "$schema": "./schema/NAME.schema.json" is then explained by the editor itself.',
    ].join("\n"),
    options: { out: { type: "string" } },
    words: { atLeast: 0, atMost: 1 },
    async run(args, io) {
      const [word] = args.words;
      const { out } = args.options;
      if (typeof out === "string") {
        if (word !== undefined) throw new AndasError("usage", "--out writes all schemas; leave the NAME out");
        await writeAll(out);
        await io.out(`wrote ${CARD_NAMES.length} schemas to ${out}\n`);
      } else if (word === undefined) await io.out(`${CARD_NAMES.join("\n")}\n`);
      else {
        const name = word.replace(/\.json$/, "");
        if (!isCardName(name)) throw new AndasError("usage", unknownName(word));
        await io.out(print(name));
      }
      return 0;
    },
  };

  async function writeAll(folder: string): Promise<void> {
    try {
      await files.makeFolder(folder);
      for (const name of CARD_NAMES) await replaceText(files, join(folder, `${name}.schema.json`), print(name));
    } catch (error) {
      const what = `the schemas cannot be written to ${folder} (${messageOf(error)}); give --out a folder that can be written`;
      throw new AndasError("usage", what, error);
    }
  }
}

function unknownName(word: string): string {
  const meant = nearest(word, [...CARD_NAMES, ...CARD_NAMES.map(fileOf)]);
  return `there is no schema "${word}"; ${meant === undefined ? `names: ${CARD_NAMES.join(", ")}` : `did you mean "${meant}"?`}`;
}
