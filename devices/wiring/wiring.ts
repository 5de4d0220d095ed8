/** What is wired: a chip, a switch, a lamp. */
export interface Wired {
  /** As it is printed on it, or what one calls it. */
  readonly chip: string;
  /** The data sheet and its revision. */
  readonly source: string;
  readonly pins: readonly ChipPin[];
}

export interface ChipPin {
  readonly name: string;
  readonly use: "power" | "ground" | "data" | "clock" | "alert" | "line" | "address" | "electrode";
  /** Of an electrode: which channel and end. Of an address: what it may be tied to. */
  readonly note?: string;
}

/** Where on a Raspberry Pi's header a pin goes, and in which colour it is drawn. Pins tied on the spot go nowhere. */
const HEADER: Readonly<Record<ChipPin["use"], { readonly pin: string; readonly colour: string } | undefined>> = {
  power: { pin: "1 · 3.3 V", colour: "#c0392b" },
  data: { pin: "3 · GPIO2, SDA", colour: "#2874a6" },
  clock: { pin: "5 · GPIO3, SCL", colour: "#b9770e" },
  ground: { pin: "6 · GND", colour: "#2c3e50" },
  alert: { pin: "11 · GPIO17 (if wanted)", colour: "#7d3c98" },
  line: { pin: "13 · GPIO27", colour: "#7d3c98" },
  address: undefined,
  electrode: undefined,
};

const ROW = 34;
const TOP = 70;
const WIDTH = 780;
const PI = { left: 20, right: 200 };
const CHIP = { left: 330, right: 470 };
const ELECTRODE = 640;

/** How something is wired to a Raspberry Pi, and to electrodes if it has any: an SVG, drawn from its sheet alone. */
export function wiringSvg(sheet: Wired): string {
  const inner = sheet.pins.filter(({ use }) => use !== "electrode");
  const outer = sheet.pins.filter(({ use }) => use === "electrode");
  const width = outer.length > 0 ? WIDTH : CHIP.right + PI.left;
  const height = TOP + ROW * Math.max(inner.length, outer.length) + 30;
  const bottom = height - 24;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">`,
    `<title>How a ${sheet.chip} is wired</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    box(PI, bottom, "Raspberry Pi", "header pin · name"),
    box(CHIP, bottom, sheet.chip, sheet.source),
    ...(outer.length > 0 ? [text((ELECTRODE + WIDTH) / 2, 26, "electrodes", "middle", "bold")] : []),
    ...inner.map((pin, i) => innerPin(pin, TOP + i * ROW)),
    ...outer.map((pin, i) => outerPin(pin, TOP + i * ROW)),
    "</svg>\n",
  ].join("\n");
}

/** Its file's name. */
export function wiringFile({ chip }: Wired): string {
  return `wiring-${chip.toLowerCase().replaceAll(" ", "-")}.svg`;
}

function box({ left, right }: typeof PI, bottom: number, title: string, below: string): string {
  const middle = (left + right) / 2;
  return [
    `<rect x="${left}" y="46" width="${right - left}" height="${bottom - 46}" rx="6" fill="#f4f6f4" stroke="#5d6d5d"/>`,
    text(middle, 26, title, "middle", "bold"),
    text(middle, 41, below, "middle"),
  ].join("\n");
}

function innerPin(pin: ChipPin, y: number): string {
  const name = text(CHIP.left + 8, y + 4, pin.name, "start");
  const header = HEADER[pin.use];
  if (header === undefined) {
    const stub = CHIP.left - 24;
    return [name, line(stub, CHIP.left, y, "#7f8c8d"), text(stub - 4, y + 4, pin.note ?? "", "end")].join("\n");
  }
  return [
    name,
    text(PI.right - 8, y + 4, header.pin, "end"),
    line(PI.right, CHIP.left, y, header.colour, pin.use === "alert"),
  ].join("\n");
}

function outerPin(pin: ChipPin, y: number): string {
  const colour = pin.note?.endsWith("+") ? "#1e8449" : "#616a6b";
  return [
    text(CHIP.right - 8, y + 4, pin.name, "end"),
    line(CHIP.right, ELECTRODE, y, colour),
    `<circle cx="${ELECTRODE}" cy="${y}" r="5" fill="${colour}"/>`,
    text(ELECTRODE + 12, y + 4, `channel ${pin.note ?? ""}`, "start"),
  ].join("\n");
}

function line(from: number, to: number, y: number, colour: string, dashed = false): string {
  const dash = dashed ? ' stroke-dasharray="6 4"' : "";
  return `<line x1="${from}" y1="${y}" x2="${to}" y2="${y}" stroke="${colour}" stroke-width="2"${dash}/>`;
}

function text(x: number, y: number, content: string, anchor: "start" | "middle" | "end", weight?: "bold"): string {
  const bold = weight ? ` font-weight="${weight}"` : "";
  return `<text x="${x}" y="${y}" text-anchor="${anchor}"${bold} fill="#1c2833">${content}</text>`;
}
