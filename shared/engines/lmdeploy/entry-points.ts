import { type EntryPoint, entryFinder } from '../launches/entry-points.ts';
import type { OptionSet } from './option-table.ts';

const serverSets: readonly OptionSet[] = ['server'];
const chatSets: readonly OptionSet[] = ['chat'];
const gradioSets: readonly OptionSet[] = ['gradio'];

export const server: EntryPoint = { name: 'lmdeploy serve api_server', sets: serverSets, model: 'argument', strict: true };
const chat: EntryPoint = { name: 'lmdeploy chat', sets: chatSets, model: 'argument', strict: true };
/** Left with 0.10, and took a server's address in the model's place. */
const gradio: EntryPoint = { name: 'lmdeploy serve gradio', sets: gradioSets, model: 'argument', strict: false };

/** Programs of LMDeploy that build an engine; `lmdeploy lite`, `convert`, `serve proxy` and `serve api_client` do not. */
export const entryOf = entryFinder({
  commands: { 'lmdeploy serve api_server': server, 'lmdeploy serve gradio': gradio, 'lmdeploy chat': chat },
  modules: { lmdeploy: 'lmdeploy', 'lmdeploy.cli': 'lmdeploy' },
});
