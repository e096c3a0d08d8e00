/** For tests: what a program that opens zips makes of one. Of files that were stored as they are, below 4 GiB. */
import assert from "node:assert/strict";
import { crc32 } from "node:zlib";

/** @returns name -> bytes, in the order of the directory; throws when anything in it does not hold */
export function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.length - 22;
  assert.equal(zip.readUInt32LE(end), 0x06054b50, "the end of the directory");
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    assert.equal(zip.readUInt32LE(at), 0x02014b50, "an entry of the directory");
    assert.equal(zip.readUInt16LE(at + 8) & 0x800, 0x800, "names are in UTF-8");
    assert.equal(zip.readUInt16LE(at + 10), 0, "stored, not packed");
    const [sizeBytes, nameBytes] = [zip.readUInt32LE(at + 24), zip.readUInt16LE(at + 28)];
    const name = zip.toString("utf8", at + 46, at + 46 + nameBytes);
    const header = zip.readUInt32LE(at + 42);
    assert.equal(zip.readUInt32LE(header), 0x04034b50, "a file's own header");
    assert.equal(zip.toString("utf8", header + 30, header + 30 + zip.readUInt16LE(header + 26)), name);
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const bytes = zip.subarray(start, start + sizeBytes);
    assert.equal(crc32(bytes), zip.readUInt32LE(at + 16), `the checksum of ${name}`);
    assert.ok(!files.has(name), `${name} is there twice`);
    files.set(name, bytes);
    at += 46 + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  assert.equal(at, end, "nothing between the directory and its end");
  return files;
}
