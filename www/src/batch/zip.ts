// A .zip written as its files come: what is added is handed back at once, and only the list of the files is kept. Documents
// are deflated already and are stored as they are. Dates are 1980-01-01, so that the same files give the same bytes.

type Bytes = Uint8Array<ArrayBuffer>;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const LARGE = 0x0001;
const UTF8 = 1 << 11;
const FIRST_DAY = (1 << 5) | 1;
const MOST = 0xffffffff;

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function checksum(bytes: Bytes): number {
  let crc = -1;
  for (let at = 0; at < bytes.length; at++) crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[at] as number)) & 255] as number);
  return ~crc >>> 0;
}

/** Fields of two, four and eight bytes, then what follows them. */
function record(fields: [size: 2 | 4 | 8, value: number][], ...rest: Bytes[]): Bytes {
  const length = fields.reduce((sum, [size]) => sum + size, 0);
  const bytes = new Uint8Array(length + rest.reduce((sum, part) => sum + part.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else if (size === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += size;
  }
  for (const part of rest) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export class Zip {
  #directory: Bytes[] = [];
  #offset = 0;

  /** The bytes of the file in the zip. */
  add(name: string, bytes: Bytes): Bytes {
    const label = new TextEncoder().encode(name);
    const flags = label.length === name.length ? 0 : UTF8;
    const size = bytes.length;
    const shared: [2 | 4 | 8, number][] = [[2, flags], [2, 0], [2, 0], [2, FIRST_DAY], [4, checksum(bytes)], [4, size], [4, size], [2, label.length]];
    const far = this.#offset >= MOST;
    const extra = far ? record([[2, LARGE], [2, 8], [8, this.#offset]]) : new Uint8Array();
    this.#directory.push(record([[4, CENTRAL], [2, 45], [2, far ? 45 : 20], ...shared, [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, far ? MOST : this.#offset]], label, extra));
    const entry = record([[4, LOCAL], [2, 20], ...shared, [2, 0]], label, bytes);
    this.#offset += entry.length;
    return entry;
  }

  /** The end of the zip. */
  finish(): Bytes {
    const length = this.#directory.reduce((sum, entry) => sum + entry.length, 0);
    const count = this.#directory.length;
    const large = count >= 0xffff || this.#offset + length >= MOST;
    const start = this.#offset;
    const end64 = large
      ? [record([[4, END64], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count], [8, length], [8, start]]), record([[4, LOCATOR64], [4, 0], [8, start + length], [4, 1]])]
      : [];
    const some = Math.min(count, 0xffff);
    const end = record([[4, END], [2, 0], [2, 0], [2, some], [2, some], [4, Math.min(length, MOST)], [4, Math.min(start, MOST)], [2, 0]]);
    return record([], ...this.#directory, ...end64, end);
  }
}
