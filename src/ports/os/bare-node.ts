/**
 * A program for `node -e`: it wakes once a second, as a node does for its samples, and does nothing. What that costs is the floor for whoever
 * runs in Node.js.
 */
export const WAKES_EACH_SECOND = `
let due = performance.now();
const next = () => setTimeout(next, Math.max(0, (due += 1000) - performance.now()));
next();`;
