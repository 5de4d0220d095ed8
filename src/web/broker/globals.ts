import { Buffer } from "buffer/index.js";
import process from "process/browser.js";

// mqtt.js and the streams below it look for what Node.js has: it must stand before they are loaded.
Object.assign(globalThis, { Buffer, process });
