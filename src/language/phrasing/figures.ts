/** As many decimals as mean something at this height, never an exponent, no minus before nothing; with a decimal point. */
export function plainMillivolts(value: number): string {
  const size = Math.abs(value);
  const text = value.toFixed(size < 10 ? 3 : size < 100 ? 2 : size < 1000 ? 1 : 0);
  return /^-[0.]+$/.test(text) ? text.slice(1) : text;
}

/** An amount of bytes and its unit, with a decimal point. */
export function plainSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** `e1, e2 and e3` */
export function listed(names: readonly string[], and: string): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${and} ${names.at(-1)}`;
}
