import { z } from "zod";
import { VERSION } from "../envelope.js";
import { lazily, read } from "../json.js";

/** What a node sends itself to learn that its mailbox is empty: what the broker had before comes before. */
export interface Echo {
  /** Of the run that sent it: one that the broker kept from an earlier run says nothing. */
  readonly boot: number;
  /** Counts from 1. */
  readonly echo: number;
}

export const mailboxSchema = lazily(() =>
  z
    .object({ v: z.literal(VERSION), boot: z.int().min(0), echo: z.int().min(0) })
    .describe("what a node sends itself to learn that its mailbox is empty"),
);

export function encodeEcho({ boot, echo }: Echo): string {
  return JSON.stringify({ v: VERSION, boot, echo });
}

export function decodeEcho(payload: string): Echo | undefined {
  const said = read(mailboxSchema, payload);
  return said && { boot: said.boot, echo: said.echo };
}
