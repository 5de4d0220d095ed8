import type { Contact, ContactFigures } from "../../src/domain/contact.js";
import type { Thread } from "../../src/domain/thread.js";
import type { Given } from "./every-sentence.js";

/** A thread as an answer tells of it. */
export function threadOf({ status, share, source, known, waiting }: Given, goal: string): Thread {
  const boosts = known ? [{ by: source as "surprise", boost: share }, { by: "surprise", boost: share } as const] : [];
  return {
    ...{ id: "t-4", kind: "follow-burst", goal, subject: "e1", refs: [], salience: share, status },
    ...{ state: { phase: goal, context: {}, nextStep: goal }, why: { boosts, age: share, habituation: share } },
    ...{ created: 0, lastActive: 0, ...(waiting && { waiting }) },
  };
}

/** How an electrode touches. */
export function contactAs(contact: Contact): ContactFigures {
  const noise = contact === "off" ? Number.NaN : 0.004;
  const settling = contact === "good";
  return { contact, noise, settling, hum: undefined, drift: 1, missing: 0, jumps: 0, span: 30 };
}
