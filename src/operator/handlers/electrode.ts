import { z } from "zod";
import { calibrationFacts, contactFacts } from "../../protocol/payloads/electrode-care.js";
import { type Handler, handler, knowsElectrode, no, noElectrode, seconds, text, wordsOf } from "./handler.js";

const check = z.strictObject({ electrode: text(64, "is an electrode's name").optional() });

/** A voltage that a person holds on two wires. */
const millivolts = "is the voltage on it in mV, from -6000 to 6000, and not 0";

const calibrate = z.strictObject({
  electrode: text(64, "is an electrode's name"),
  short: z.literal(true, { error: "is true, where its two inputs are tied together" }).optional(),
  known_mv: z
    .number({ error: millivolts })
    .min(-6000, { error: millivolts })
    .max(6000, { error: millivolts })
    .refine((mv) => mv !== 0, { error: millivolts })
    .optional(),
  seconds: seconds(10, 600).optional(),
});

const USUALLY = 60;

/** How electrodes touch, and what their channels are off by. Both look back on what was heard of late. */
export const ELECTRODE: Readonly<Record<string, Handler>> = {
  "electrode.check": handler(check, '{"electrode": "e2"}, or {} for all', ({ electrode }, context) => {
    if (electrode !== undefined && !knowsElectrode(electrode, context)) return noElectrode(electrode, context);
    const names = context.inputs.electrodes.map((one) => one.electrode.name);
    const asked = electrode === undefined ? names : [electrode];
    const found = asked.map((name) => ({ electrode: name, figures: context.care.contact(name) }));
    const facts = found.map(({ electrode: name, figures }) => [name, figures ? contactFacts(figures) : null] as const);
    return { data: { text: wordsOf(context).contacts(found), electrodes: Object.fromEntries(facts) } };
  }),

  "electrode.calibrate": handler(
    calibrate,
    '{"electrode": "e2", "short": true} with its inputs tied together, or {"electrode": "e2", "known_mv": 100}',
    ({ electrode, short, known_mv: known, seconds: back = USUALLY }, context) => {
      if (!knowsElectrode(electrode, context)) return noElectrode(electrode, context);
      if ((short === undefined) === (known === undefined))
        return no("bad-request", 'say "short": true where its inputs are tied together, or "known_mv", one of the two');
      const measured = context.care.calibrate(electrode, known, back);
      if ("problem" in measured) return no(measured.code, measured.problem);
      const data = { electrode, ...calibrationFacts(measured) };
      return { data: { text: wordsOf(context).calibrated({ electrode, ...measured }), ...data }, noticed: { data } };
    },
  ),
};
