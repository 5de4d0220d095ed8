import { basename, join } from "node:path";
import { isBlank, secretsIn } from "../../config/written/blank-secret.js";
import { keptName } from "../../first-boot/broker-secrets.js";
import { OsFiles } from "../../ports/os/files.js";

/**
 * The card as the node reads it: in place of stars, what a boot moved off the card. systemd hands it to the service alone, in a folder
 * that it names (`$CREDENTIALS_DIRECTORY`, systemd.exec(5)).
 */
export class CardFiles extends OsFiles {
  readonly #moved: string | undefined;

  /** @param moved the folder of what was moved; undefined where nothing was */
  constructor(moved: string | undefined) {
    super();
    this.#moved = moved;
  }

  override async read(path: string): Promise<string | undefined> {
    const text = await super.read(path);
    if (text === undefined || this.#moved === undefined || !isBlank(secretsIn(text)[0]?.secret)) return text;
    return (await super.read(join(this.#moved, keptName(basename(path))))) ?? text;
  }
}
