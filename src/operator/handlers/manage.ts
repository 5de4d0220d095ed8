import { z } from "zod";
import { json } from "../../protocol/json.js";
import { type Handler, handler, no, wordsOf } from "./handler.js";

const nothing = z.strictObject({});

const FILES = ["node", "electrodes", "breath", "reflexes", "attention"] as const;
const get = z.strictObject({ file: z.enum(FILES, { error: `is one of ${FILES.join(", ")}` }).optional() });

/** What is in them is judged with the whole card; what became of it stands on `config/reported`. */
const set = z
  .object({ version: z.int({ error: "is a whole number" }).min(1, { error: "is a whole number from 1" }) })
  .catchall(json);

/** How the node is set up and how it is, for whoever looks after it. */
export const MANAGE: Readonly<Record<string, Handler>> = {
  describe: handler(nothing, "{}", (_, context) => ({
    data: { ...context.describe(), text: wordsOf(context).describes(context.inputs.electrodes.length) },
  })),

  diagnose: handler(nothing, "{}", (_, context) => {
    const { health, problems } = context.diagnose();
    return { data: { ...health, text: wordsOf(context).diagnosis(problems) } };
  }),

  "config.get": handler(get, '{}, or {"file": "breath"}', ({ file }, context) => {
    const { version, inForce } = context.card;
    const told = file === undefined ? inForce : { [file]: inForce[file] ?? null };
    return { data: { version, ...told, text: wordsOf(context).cardInForce(version) } };
  }),

  "config.set": handler(set, '{"version": 2, "breath": {"radio": "always"}}', (wanted, context) => {
    context.card.want(wanted);
    return { data: { version: wanted.version, text: wordsOf(context).cardWanted(wanted.version) } };
  }),

  restart: handler(nothing, "{}", (_, context) =>
    context.restart()
      ? { data: { text: wordsOf(context).restarts } }
      : no("not-here", "nobody would start this node again: end it where it was started"),
  ),
};
