import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../house/the-house.js";
import { references } from "./references.js";

// `npm run reference`: writes the pages anew.
for (const { file, text } of await references()) {
  writeFileSync(join(root, file), text);
  console.log(`wrote ${file}`);
}
