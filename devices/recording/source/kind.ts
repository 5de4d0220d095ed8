/** What a file is by its first bytes. */
export type FileKind = "text" | "gzip" | "wav" | { readonly other: string; readonly remedy: string };

/** So many bytes are enough to know. */
export const KIND_BYTES = 512;

const CSV = "export it as CSV, a column for the time and one for each electrode";
const OTHERS: readonly (readonly [number, string, string, string])[] = [
  [0, "PK\x03\x04", "a spreadsheet (xlsx, ods) or another zip file", "open it and save its sheet as CSV (UTF-8)"],
  [0, "\xd0\xcf\x11\xe0", "an old spreadsheet (xls)", "open it and save its sheet as CSV (UTF-8)"],
  [
    0,
    "PAR1",
    "Parquet",
    "write it as CSV: python3 -c \"import pandas as p; p.read_parquet('FILE').to_csv('FILE.csv')\"",
  ],
  [0, "0       ", "EDF", `${CSV}: EDFbrowser has Tools, Convert EDF/BDF to ASCII`],
  [0, "\xffBIOSEMI", "BDF", `${CSV}: EDFbrowser has Tools, Convert EDF/BDF to ASCII`],
  [0, "\x89HDF", "HDF5 (or MATLAB 7.3)", CSV],
  [0, "MATLAB", "a MATLAB file", `${CSV}, with writetable`],
  [0, "\x93NUMPY", "NumPy's own format", `${CSV}, with numpy.savetxt`],
  [0, "ABF", "an Axon file (ABF)", `${CSV}: Clampfit has File, Save As, ATF or text`],
  [0, "TDSm", "LabVIEW's TDMS", `${CSV}, or write LVM`],
  [0, "SQLite", "a database", CSV],
  [0, "ARROW1", "Arrow or Feather", CSV],
  [0, "%PDF", "a PDF", CSV],
  [0, "\x89PNG", "no text but a picture", "give a CSV or TSV file, exported as UTF-8"],
  [0, "\xff\xd8\xff", "a picture", "give the numbers it was drawn from, as CSV"],
  [0, "7z\xbc\xaf", "packed with 7-Zip", "unpack it, or pack it with gzip"],
  [0, "BZh", "packed with bzip2", "unpack it, or pack it with gzip"],
  [0, "\xfd7zXZ", "packed with xz", "unpack it, or pack it with gzip"],
  [0, "\x28\xb5\x2f\xfd", "packed with zstd", "unpack it, or pack it with gzip"],
  [0, "fLaC", "FLAC", "save it as WAV"],
  [0, "OggS", "Ogg", "save it as WAV; what was packed with loss has lost the signal"],
  [0, "ID3", "MP3", "save it as WAV; what was packed with loss has lost the signal"],
  [4, "ftyp", "a sound or film of a phone (m4a, mp4)", "record as WAV; what was packed with loss has lost the signal"],
  [0, '{"', "JSON", CSV],
  [0, "<!DOCTYPE", "a web page", "download the file itself, as CSV"],
  [0, "<html", "a web page", "download the file itself, as CSV"],
  [0, "<?xml", "XML", CSV],
];

export function kindOf(first: Uint8Array): FileKind {
  if (first[0] === 0x1f && first[1] === 0x8b) return "gzip";
  const text = Array.from(first.subarray(0, 16), (byte) => String.fromCharCode(byte)).join("");
  if (/^(RIFF|RF64)....WAVE/s.test(text)) return "wav";
  const found = OTHERS.find(([at, sign]) => text.startsWith(sign, at));
  if (found === undefined) return "text";
  const [, , other, remedy] = found;
  return { other, remedy };
}
