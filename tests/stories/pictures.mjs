// Pictures as people send them, made for stories: where they were taken, how they were held, how many dots they promise.
import { deflateSync } from "node:zlib";

/** A JPEG with an EXIF segment that says how it was held and where it was taken: 42.25 N, 24.3 E. */
export function withGps(jpeg, orientation = 6) {
  const entry = (tag, type, count, value) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16LE(tag, 0); bytes.writeUInt16LE(type, 2); bytes.writeUInt32LE(count, 4);
    if (Buffer.isBuffer(value)) value.copy(bytes, 8); else bytes.writeUInt32LE(value, 8);
    return bytes;
  };
  const directory = (entries) => Buffer.concat([Buffer.from([entries.length, 0]), ...entries, Buffer.alloc(4)]);
  const gpsAt = 8 + 2 + 2 * 12 + 4, numbersAt = gpsAt + 2 + 4 * 12 + 4;
  const degrees = (...parts) => Buffer.concat(parts.map((n) => { const b = Buffer.alloc(8); b.writeUInt32LE(n, 0); b.writeUInt32LE(1, 4); return b; }));
  const tiff = Buffer.concat([Buffer.from("II*\0\x08\0\0\0", "latin1"),
    directory([entry(0x0112, 3, 1, orientation), entry(0x8825, 4, 1, gpsAt)]),
    directory([entry(1, 2, 2, Buffer.from("N\0\0\0")), entry(2, 5, 3, numbersAt), entry(3, 2, 2, Buffer.from("E\0\0\0")), entry(4, 5, 3, numbersAt + 24)]),
    degrees(42, 15, 0), degrees(24, 18, 0)]);
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const head = Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 0xff]);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/** A PNG whose head promises so many dots. */
export function png(width, height, bytes) {
  const table = Int32Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; ++k) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1; return n; });
  const crc = (data) => { let c = -1; for (const b of data) c = table[(c ^ b) & 255] ^ (c >>> 8); return ~c >>> 0; };
  const chunk = (kind, data) => {
    const whole = Buffer.concat([Buffer.from(kind), data]);
    const size = Buffer.alloc(4), sum = Buffer.alloc(4);
    size.writeUInt32BE(data.length); sum.writeUInt32BE(crc(whole));
    return Buffer.concat([size, whole, sum]);
  };
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  head.writeUInt32BE(width, 0); head.writeUInt32BE(height, 4);
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(bytes)), chunk("IEND", Buffer.alloc(0))]);
}

/** Width and height from a JPEG's frame header. */
export function sizeOf(jpeg) {
  for (let at = 2; at < jpeg.length;) {
    const [mark, size] = [jpeg[at + 1], jpeg.readUInt16BE(at + 2)];
    if (mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark)) return { width: jpeg.readUInt16BE(at + 7), height: jpeg.readUInt16BE(at + 5) };
    at += 2 + size;
  }
  throw new Error("no frame");
}
