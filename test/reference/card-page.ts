import { allKinds } from "../../devices/all.js";
import { type JsonSchema, jsonSchemaOf } from "../../src/config/card-schemas.js";
import { CARD_NAMES, fileOf } from "../../src/config/written/content.js";
import { fieldTable } from "./field-table.js";
import { GENERATED } from "./generated.js";

const NEEDED = "must be there";

/** Every field of the five files. */
export function cardPage(): string {
  const parts = CARD_NAMES.map((name) => {
    const schema = jsonSchemaOf(name, []);
    return [`## ${fileOf(name)}`, schema.description ?? "", fieldTable(schema, NEEDED), ...formsOf(name, schema)].join(
      "\n\n",
    );
  });
  return `${[
    "# Every field of the card",
    `${GENERATED} A card needs none of these files: what is not written has the value of "without it". \`andas schema NAME\` prints the same for an
editor, \`andas check\` says what is wrong with a card and what it warns of. What a device may have beside its \`kind\` stands in
[every field of every device](../../devices/REFERENCE.md).`,
    ...parts,
  ].join("\n\n")}\n`;
}

/** Every field of every kind of device. */
export function devicesPage(): string {
  const schema = jsonSchemaOf("electrodes", allKinds);
  const forms = schema.properties?.devices?.items?.oneOf ?? [];
  const parts = forms.map((form) => {
    const kind = String(form.properties?.kind?.const);
    return [`## ${kind}`, `${form.description ?? ""}.`, fieldTable(form, NEEDED)].join("\n\n");
  });
  return `${[
    "# Every field of every device",
    `${GENERATED} A device is an entry of \`devices\` in \`electrodes.json\`: \`{ "name": "adc-1", "kind": "ads1115" }\`.`,
    ...parts,
  ].join("\n\n")}\n`;
}

/** What is told apart by its kind: of the reflexes, the actions. */
function formsOf(name: string, schema: JsonSchema): string[] {
  if (name !== "reflexes") return [];
  const reflexes = schema.properties?.reflexes;
  const action = reflexes?.items?.properties?.action;
  const forms = (action?.anyOf ?? []).find(({ oneOf }) => oneOf !== undefined)?.oneOf ?? [];
  const tables = forms.map((form) => [
    `### action: ${String(form.properties?.kind?.const)}`,
    form.description ?? "",
    fieldTable(form, NEEDED),
  ]);
  return tables.flat();
}
