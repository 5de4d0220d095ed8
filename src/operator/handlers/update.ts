import { z } from "zod";
import { HOUR } from "../../domain/time.js";
import { no, type SlowHandler, slowHandler, text, wordsOf } from "./handler.js";

const update = z.strictObject({
  url: text(2000, "is an address that begins with https://").refine((url) => url.startsWith("https://"), {
    error: "is an address that begins with https://",
  }),
  sha256: z
    .string({ error: "is the SHA-256 of the bundle, 64 hex digits" })
    .regex(/^[0-9a-f]{64}$/i, { error: "is the SHA-256 of the bundle, 64 hex digits" })
    .optional(),
});

/** So long a slow link may need for a bundle: meanwhile no rest takes the network away. The run that follows begins without it. */
const LONGEST_DOWNLOAD = HOUR;

/** Another release, from afar. */
export const UPDATE: Readonly<Record<string, SlowHandler>> = {
  update: slowHandler(
    update,
    '{"url": "https://example.org/andas-0.3.0-linux-arm64.andas"}',
    async (asked, context) => {
      if (context.update === undefined)
        return no("not-here", "nobody would start another release here: install it where this one was started");
      context.calls.stayAwake(LONGEST_DOWNLOAD);
      const told = await context.update(asked);
      if ("problem" in told) return no(told.code, told.problem);
      context.restart();
      return { data: { version: told.version, text: wordsOf(context).tries(told.version) } };
    },
  ),
};
