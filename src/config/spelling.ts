export { editDistance, nearest } from "../domain/spelling.js";
