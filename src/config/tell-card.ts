import { join } from "node:path";
import { messageOf } from "../domain/errors.js";
import type { HealthWords } from "../language/catalogue/health.js";
import type { Files } from "../ports/files.js";
import type { Log } from "../ports/log.js";
import type { GoodCard } from "./judge-card.js";
import { removeText, replaceText } from "./kept-file.js";
import { type Problem, printProblem } from "./written/problem.js";

/**
 * Tells the card what it is: a bad one gets `ERRORS.txt`, and `EFFECTIVE.json` echoes what is in force. A card that cannot be
 * written is fine; it is only logged.
 */
export async function tellCard(
  folder: string,
  about: { problems: readonly Problem[]; inForce: GoodCard | undefined; files: Files; log: Log },
): Promise<void> {
  const { problems, inForce, files, log } = about;
  const errors = join(folder, "ERRORS.txt");
  await attempt(log, `write ${errors}`, async () => {
    if (problems.length === 0) await removeText(files, errors);
    else await replaceText(files, errors, errorsText(problems, inForce !== undefined));
  });
  if (inForce === undefined) return;
  const effective = join(folder, "EFFECTIVE.json");
  await attempt(log, `write ${effective}`, () => replaceText(files, effective, inForce.effective));
}

/** What is wrong with a card that is not in force, in a line: for an alert. */
export function cardTrouble(problems: readonly Problem[], words: HealthWords): string {
  return words.badCard(problems.map(printProblem).join("; "));
}

function errorsText(problems: readonly Problem[], lives: boolean): string {
  const meanwhile = lives
    ? "The node runs on the last good configuration until this is mended."
    : "The node cannot start until this is mended.";
  return [`This card is not in order. ${meanwhile}`, "", ...problems.map(printProblem), ""].join("\n");
}

/** What may fail without stopping the node: it is said, and life goes on. */
export async function attempt<T>(log: Log, what: string, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    log("warn", `could not ${what}: ${messageOf(error)}`);
    return undefined;
  }
}
