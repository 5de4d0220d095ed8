import { type Line, type Palette, paint } from "./paint.js";

/** What is drawn on: its size may change at any moment. */
export interface Canvas {
  write(text: string): void;
  size(): { readonly columns: number; readonly rows: number };
}

/** The alternate screen, without a cursor, and without wrapping should a terminal count a character's width differently. */
const ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";
const LEAVE = "\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l";

/** A whole terminal, of which only rows that changed are written. `leave` must be called however it ends: the terminal is the person's. */
export class Painter {
  readonly #canvas: Canvas;
  readonly #palette: Palette;
  #shown: string[] = [];
  #columns = 0;
  #rows = 0;

  constructor(canvas: Canvas, palette: Palette) {
    this.#canvas = canvas;
    this.#palette = palette;
  }

  enter(): void {
    this.#canvas.write(ENTER);
  }

  draw(frame: (columns: number, rows: number) => readonly Line[]): void {
    const { columns, rows } = this.#canvas.size();
    let out = "";
    if (columns !== this.#columns || rows !== this.#rows) {
      this.#columns = columns;
      this.#rows = rows;
      this.#shown = [];
      out += "\x1b[2J";
    }
    const lines = frame(columns, rows);
    for (let row = 0; row < rows; row++) {
      const line = paint(lines[row] ?? [], this.#palette);
      if (line === (this.#shown[row] ?? "")) continue;
      this.#shown[row] = line;
      out += `\x1b[${row + 1};1H${line}\x1b[K`;
    }
    if (out !== "") this.#canvas.write(out);
  }

  /** @param lastWords stay on the person's own screen */
  leave(lastWords = ""): void {
    this.#canvas.write(`${LEAVE}${lastWords}`);
  }
}
