/** How many rows each part of the screen gets. It depends on the size of things, never on what happens, so that nothing jumps. */
export interface Layout {
  readonly title: number;
  readonly breath: number;
  /** Electrodes that have a line, and how many rows each line is high. */
  readonly electrodes: number;
  readonly height: number;
  /** How far back the traces go, and what the glyphs' signs mean. */
  readonly legend: number;
  /** The line about arousal. */
  readonly mood: number;
  readonly threads: number;
  readonly sayings: number;
  readonly footer: number;
  /** Empty lines between the parts. */
  readonly gaps: number;
}

/** What is wished for, the dearest first: each is granted if there is still room for it. */
export function layout(rows: number, electrodes: number): Layout {
  const grant = {
    title: 0,
    breath: 0,
    electrodes: 0,
    height: 1,
    legend: 0,
    mood: 0,
    threads: 0,
    sayings: 0,
    footer: 0,
    gaps: 0,
  };
  let left = rows;
  const wish = (part: keyof Layout, upTo: number, cost = 1): void => {
    while (grant[part] < upTo && left >= cost) {
      grant[part]++;
      left -= cost;
    }
  };
  wish("title", 1);
  wish("breath", 1);
  wish("electrodes", Math.min(electrodes, 4));
  wish("sayings", 1);
  wish("threads", 1);
  wish("footer", 1);
  wish("electrodes", Math.min(electrodes, 8));
  wish("sayings", 3);
  wish("mood", 1);
  wish("footer", 2);
  wish("breath", 2);
  wish("gaps", 5);
  wish("legend", 1);
  wish("electrodes", electrodes);
  wish("height", 2, Math.max(1, grant.electrodes));
  wish("threads", 2);
  wish("sayings", 5);
  wish("threads", 3);
  wish("breath", 3);
  wish("height", 3, Math.max(1, grant.electrodes));
  wish("sayings", 8);
  wish("threads", 5);
  wish("height", 4, Math.max(1, grant.electrodes));
  return grant;
}
