import { resolve } from 'node:path';
import { Refusal } from '../shared/checkpoint/refusal.ts';
import { diskFiles } from './files/disk-files.ts';
import { loadTranslations } from './load-translations.ts';
import { nodeIo } from './node-io.ts';
import { givenWidth } from './pad/given-widths.ts';
import { planJson } from './pad/plan-json.ts';
import { planPad } from './pad/plan-pad.ts';
import { writePadded } from './pad/write-padded.ts';

// Pads to a width that is known, without any engine: a small program that travels with the extension. FOLDER KEY WIDTH OUT [resume]
const io = nodeIo(new URL(import.meta.url));
const [folder = '', key = '', width = '', to = '', resume] = process.argv.slice(2);
loadTranslations(io);
try {
  const out = resolve(to);
  const plan = planPad({ folder, layout: 'appended', decide: givenWidth(key, Number(width)) }, diskFiles());
  await io.output.write(planJson(plan, out));
  process.exitCode = await writePadded(plan, { out, resumes: resume === 'resume', asJson: true }, io);
} catch (error) {
  io.errors.write(`shardlint: ${error instanceof Refusal ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
