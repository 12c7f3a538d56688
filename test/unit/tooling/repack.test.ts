import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { repack } from '../../../scripts/repack.mjs';

const texts = { 'a.js': 'const a = 1;\n'.repeat(400), 'folder/b.json': '{"b": [1, 2, 3]}', empty: '' };

test('an archive keeps its members, and takes no more room', async () => {
  const zip = zipOf(texts);
  const packed: Buffer = await repack(zip);
  expect(textsIn(packed)).toEqual(texts);
  expect(packed.length).toBeLessThanOrEqual(zip.length);
});

test('a member that does not unpack is not packed again', async () => {
  const zip = zipOf({ 'a.js': 'const a = 1;\n'.repeat(400) });
  zip[40] = (zip[40] ?? 0) ^ 0xff;
  await expect(repack(zip)).rejects.toThrow();
});

function zipOf(members: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = [];
  const records: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(members)) {
    const bytes = Buffer.from(text);
    const data = deflateRawSync(bytes, { level: 1 });
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, Buffer.from(name), data]);
    records.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), shared, place, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(records);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(records.length, 4);
  end.writeUInt16LE(records.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}

function textsIn(zip: Buffer): Record<string, string> {
  const texts: Record<string, string> = {};
  const closing = zip.lastIndexOf('PK\x05\x06');
  let at = zip.readUInt32LE(closing + 16);
  for (let left = zip.readUInt16LE(closing + 10); left > 0; left--) {
    const nameLength = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const name = zip.toString('latin1', at + 46, at + 46 + nameLength);
    texts[name] = inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(at + 20))).toString();
    at += 46 + nameLength;
  }
  return texts;
}
