import { promisify } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import zopfli from '@gfx/zopfli';

const deflate = promisify(zopfli.deflate);

/** Sizes of the fixed parts of a zip archive's records, in bytes (APPNOTE 4.3). */
const localHead = 30;
const centralHead = 46;
const closingHead = 22;
const deflated = 8;
/** The flag of a member whose sizes stand behind its bytes. */
const sizesBehind = 8;

/** More of them gain less than a thousandth. */
const rounds = 30;

/** The same zip archive with its members packed as small as they get. */
export async function repack(zip) {
  const closing = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const members = [];
  const records = [];
  let offset = 0;
  for (const record of recordsOf(zip, closing)) {
    const member = await memberOf(zip, record);
    member.copy(record, 6, 6, 8);
    member.copy(record, 20, 18, 22);
    record.writeUInt32LE(offset, 42);
    offset += member.length;
    members.push(member);
    records.push(record);
  }
  const end = Buffer.from(zip.subarray(closing));
  end.writeUInt32LE(offset, closingHead - 6);
  return Buffer.concat([...members, ...records, end]);
}

/** Copies of the records of the central directory. */
function recordsOf(zip, closing) {
  const records = [];
  let at = zip.readUInt32LE(closing + closingHead - 6);
  for (let left = zip.readUInt16LE(closing + 10); left > 0; left--) {
    const size = centralHead + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    records.push(Buffer.from(zip.subarray(at, at + size)));
    at += size;
  }
  return records;
}

/** A member with its head, whose fields stand in the same order as in the record. */
async function memberOf(zip, record) {
  const local = record.readUInt32LE(42);
  const start = local + localHead + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = await smallest(zip.subarray(start, start + record.readUInt32LE(20)), record.readUInt16LE(10));
  const name = record.subarray(centralHead, centralHead + record.readUInt16LE(28));
  const head = Buffer.alloc(localHead);
  head.write('PK\x03\x04', 'latin1');
  record.copy(head, 4, 6, 28);
  head.writeUInt16LE(record.readUInt16LE(8) & ~sizesBehind, 6);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name, packed]);
}

async function smallest(packed, method) {
  if (method !== deflated) return packed;
  const bytes = inflateRawSync(packed);
  const again = Buffer.from(await deflate(bytes, { numiterations: rounds }));
  if (!inflateRawSync(again).equals(bytes)) throw new Error('what was packed does not unpack to the same');
  return again.length < packed.length ? again : packed;
}
