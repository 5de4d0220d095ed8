import { z } from "zod";
import type { BrokerSecrets } from "./configuration.js";
import { besidePaths } from "./read-card.js";
import { type CardContent, valueAt } from "./written/content.js";
import { parseJsonText } from "./written/json-text.js";
import { type Problem, printPath, quoted, WHOLE_FILE } from "./written/problem.js";

const credentialsSchema = z.strictObject({
  username: z.string().min(1).optional(),
  password: z.string().min(1),
});

const RIGHT = 'write it as {"username": "…", "password": "…"}';

/**
 * What the files beside the card hold. The problems never quote what was found in them: they are printed, logged and sent.
 * `broken` names those that could not be read, of which enough has been said.
 */
export function readSecrets(
  content: CardContent,
  broken: ReadonlySet<string>,
): { secrets: BrokerSecrets; problems: Problem[] } {
  const username = valueAt(content.files.node, ["broker", "username"]);
  let secrets: BrokerSecrets = typeof username === "string" ? { username } : {};
  const problems: Problem[] = [];
  for (const { field, in: part, path } of besidePaths(content.files.node)) {
    if (broken.has(path)) continue;
    const text = Object.hasOwn(content.beside, path) ? content.beside[path] : undefined;
    const place = { file: "node.json", path: `${part}.${field}` };
    if (text === undefined)
      problems.push({ ...place, message: `names ${quoted(path)}, which is not there; put the file beside node.json` });
    else if (field === "credentials") {
      const read = readCredentials(text, path);
      problems.push(...read.problems);
      secrets = { ...secrets, ...read.credentials };
    } else if (text.includes("-----BEGIN ")) secrets = { ...secrets, [field]: text };
    else
      problems.push({
        ...place,
        message: `names ${quoted(path)}, which is no PEM file; it must hold -----BEGIN … lines`,
      });
  }
  return { secrets, problems };
}

function readCredentials(text: string, path: string): { credentials: BrokerSecrets; problems: Problem[] } {
  const file = path;
  const fault = (at: string, what: string) => ({
    credentials: {},
    problems: [{ file, path: at, message: `${what}; ${RIGHT}` }],
  });
  const json = parseJsonText(text);
  if (text.trim() === "") return fault(WHOLE_FILE, "is empty");
  if (json.fault !== undefined) return fault(`line ${json.fault.line}, column ${json.fault.column}`, "is not JSON");
  const parsed = credentialsSchema.safeParse(json.value);
  if (parsed.success) {
    const { username, password } = parsed.data;
    return { credentials: { ...(username !== undefined && { username }), password }, problems: [] };
  }
  const problems = parsed.error.issues.map((issue) => {
    const what = issue.code === "unrecognized_keys" ? "holds a key that is not known" : "is missing or no text";
    return { file, path: printPath(issue.path), message: `${what}; ${RIGHT}` };
  });
  return { credentials: {}, problems };
}
