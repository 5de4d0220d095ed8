import { execFile } from "node:child_process";
import { AndasError, messageOf, systemCode } from "../../domain/errors.js";

/** Loads a package that stands on compiled code. Resolves to what `require` would give; rejects with an AndasError `addon`. */
export type LoadAddon = (name: string) => Promise<unknown>;

/** Seconds that a package may take to load in a process of its own: a Pi Zero 2 reads 25 MB from its card meanwhile. */
const PATIENCE = 60;

/** Loads it into this process. Only for packages that fail politely; see `tryAddonApart`. */
export const loadAddon: LoadAddon = async (name) => {
  try {
    const module = (await import(name)) as { default?: unknown };
    return module.default ?? module;
  } catch (error) {
    throw addonError(name, error);
  }
};

/**
 * Loads it in a process of its own and throws that away: some builds of onnxruntime-node die with SIGILL on processors that
 * lack an instruction, and must not take the node along.
 * @throws AndasError `addon`
 */
export function tryAddonApart(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let url: string;
    try {
      url = import.meta.resolve(name);
    } catch (error) {
      reject(addonError(name, error));
      return;
    }
    const script = `import(${JSON.stringify(url)}).then(() => process.exit(0), (error) => {
      console.error(JSON.stringify({ code: error.code, message: error.message }));
      process.exit(1);
    })`;
    execFile(process.execPath, ["-e", script], { timeout: PATIENCE * 1000 }, (error, _out, stderr) => {
      if (!error) resolve();
      else if (error.killed)
        reject(
          new AndasError("addon", `${name} did not load within ${PATIENCE} s: try once more on an idle board`, error),
        );
      else if (error.signal)
        reject(
          new AndasError(
            "addon",
            `${name} died with ${error.signal} while loading: this build does not fit this processor; the node lives without it`,
            error,
          ),
        );
      else reject(addonError(name, toldByChild(stderr) ?? error));
    });
  });
}

/** What went wrong while loading `name`, in one line with the remedy. */
export function addonError(name: string, cause: unknown): AndasError {
  const text = messageOf(cause);
  const code = systemCode(cause);
  const absent =
    (code === "ERR_MODULE_NOT_FOUND" && text.includes(`'${name}'`)) ||
    (code === "MODULE_NOT_FOUND" && text.startsWith(`Cannot find module '${name}'`));
  if (absent)
    return new AndasError(
      "addon",
      `${name} is not installed: run \`apt-get install build-essential python3\`, then \`npm install --include=optional\``,
      cause,
    );
  if (code === "ERR_DLOPEN_FAILED")
    return new AndasError(
      "addon",
      `${name} was compiled for another Node.js or processor: run \`npm rebuild ${name}\` (${firstLine(text)})`,
      cause,
    );
  return new AndasError(
    "addon",
    `${name} does not load: run \`apt-get install build-essential python3\`, then \`npm rebuild\` (${firstLine(text)})`,
    cause,
  );
}

function toldByChild(stderr: string): Error | undefined {
  const line = stderr.split("\n").find((l) => l.startsWith('{"'));
  if (line === undefined) return undefined;
  const { code, message } = JSON.parse(line) as { code?: string; message: string };
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
