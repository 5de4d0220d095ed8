/** What an array of NumPy's is made of: an 8-byte float, a byte, a 4-byte float, a 4-byte integer, text of so many characters. */
export type Dtype = "<f8" | "|u1" | "<f4" | "<i4" | `<U${number}`;

/** The bytes before the values in a `.npy` file (format 1.0: numpy.lib.format). Its length is a multiple of 64. */
export function npyHeader(dtype: Dtype, shape: readonly number[]): Buffer {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dictionary = `{'descr': '${dtype}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const length = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const header = Buffer.alloc(length, " ");
  header.write("\x93NUMPY\x01\x00", "latin1");
  header.writeUInt16LE(length - 10, 8);
  header.write(dictionary, 10, "latin1");
  header.write("\n", length - 1);
  return header;
}

/** A whole `.npy` file of texts: UTF-32, as long as the longest. */
export function npyTexts(texts: readonly string[]): Buffer {
  const letters = texts.map((text) => Array.from(text, (letter) => letter.codePointAt(0)!));
  const longest = Math.max(1, ...letters.map(({ length }) => length));
  const values = Buffer.alloc(4 * longest * texts.length);
  for (const [i, codes] of letters.entries()) {
    for (const [k, code] of codes.entries()) values.writeUInt32LE(code, 4 * (i * longest + k));
  }
  return Buffer.concat([npyHeader(`<U${longest}`, [texts.length]), values]);
}

/** A whole `.npy` file of one integer. */
export function npyInteger(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return Buffer.concat([npyHeader("<i4", []), bytes]);
}
