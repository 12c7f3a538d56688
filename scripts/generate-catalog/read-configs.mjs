import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reduceConfig, reduceQuantization } from './reduce-config.mjs';

/**
 * Rows for the real config.json files of a folder: `manifest.jsonl` names for each its file, repository, commit, path and model id. Files
 * without a model id, drafts and files that are no JSON are passed over. Of two files for one model the later counts, unless it lacks the quantization.
 */
export function readConfigs(folder) {
  const lines = readFileSync(join(folder, 'manifest.jsonl'), 'utf8').split('\n').filter(Boolean);
  const entries = lines.map((line) => JSON.parse(line)).filter(({ model_id, is_draft }) => model_id && !is_draft);
  const rows = new Map();
  for (const entry of entries) {
    const found = rowOf(folder, entry);
    if (found && (isQuantized(found.row) || !isQuantized(rows.get(found.id)?.row))) rows.set(found.id, found);
  }
  return [...rows.values()].filter(({ id, row }) => isWhole(id, row));
}

function rowOf(folder, entry) {
  const config = parse(join(folder, entry.file));
  if (!config?.architectures) return undefined;
  const place = dirname(entry.path);
  const sourceKey = `${basename(entry.repo)}-${entry.commit.slice(0, 7)}-${basename(place)}`;
  const beside = config.quantization_config ? undefined : parse(join(folder, sidecarOf(entry.file)));
  return {
    id: entry.model_id,
    sourceKey,
    address: `https://github.com/${entry.repo}/blob/${entry.commit}/${place === '.' ? '' : `${place}/`}`,
    row: {
      source: `${sourceKey}/${basename(entry.path)}`,
      config: reduceConfig(config),
      ...(beside && { beside: { 'hf_quant_config.json': reduceQuantization(beside) } }),
    },
  };
}

/** False where the name promises a quantization that the row lacks, or where shortening lost which layer is stored how. */
function isWhole(id, row) {
  if (/FP8|FP4|AWQ|GPTQ|INT4|w[48]a/i.test(id) && !isQuantized(row)) return false;
  const text = JSON.stringify(row);
  return !text.includes('MIXED_PRECISION') && text.length < 10_000;
}

/** A folder keeps quantization files in `sidecars`, under the name that the config.json has in `models`. */
function sidecarOf(file) {
  return file.replace(/^models\//, 'sidecars/').replace(/_config(?:\.\w+)?\.json$/, '_hf_quant_config.json');
}

function isQuantized(row) {
  return Boolean(row && (row.beside || row.config.quantization_config || row.config.text_config?.quantization_config));
}

function parse(path) {
  try {
    return existsSync(path) ? JSON.parse(withoutPythonNumbers(readFileSync(path, 'utf8'))) : undefined;
  } catch {
    return undefined;
  }
}

/** Python writes NaN and Infinity, which JSON does not know. */
function withoutPythonNumbers(text) {
  return text.replace(/([:[,]\s*)-?(?:NaN|Infinity)\b/g, '$1null');
}
