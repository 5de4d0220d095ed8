/** Is this byte one of `0` to `9`? */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
