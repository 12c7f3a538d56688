#!/usr/bin/env node
// @ts-check
// Prints every text that a person reads, as a bundle that maps each to itself: what a translator starts from.
//   node scripts/extract-texts.mjs > l10n/bundle.l10n.LOCALE.json
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @typedef {object} Texts
 * @property {readonly string[]} texts each once, in the order of the alphabet
 * @property {readonly string[]} unreadable places where the text is no literal, so that no translation could be found
 */

/** The texts of the program. @returns {Texts} */
export function extractTexts() {
  /** @type {Set<string>} */
  const texts = new Set();
  /** @type {string[]} */
  const unreadable = [];
  for (const file of sourceFiles()) {
    const source = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
    visit(source, (call) => {
      const [message] = call.arguments;
      if (message && ts.isStringLiteralLike(message)) texts.add(message.text);
      else if (!shownByTitle.has(message?.getText() ?? '')) unreadable.push(`${file}: ${call.getText().slice(0, 80)}`);
    });
  }
  for (const title of ruleTitles()) texts.add(title);
  return { texts: [...texts].sort(), unreadable };
}

/** Texts that come out of the table of rules. */
const shownByTitle = new Set(['title', 'rule.title']);

/** @returns {readonly string[]} */
function sourceFiles() {
  const names = globSync(['{shared,server,client,cli}/**/*.ts'], { cwd: root });
  return names.filter((name) => !name.endsWith('text/localize.ts')).sort();
}

function ruleTitles() {
  const text = readFileSync(path.join(root, 'shared', 'lint', 'rules.ts'), 'utf8');
  return [...text.matchAll(/title: '([^']+)'/g)].map(([, title]) => title ?? '');
}

/** @param {ts.Node} node @param {(call: ts.CallExpression) => void} found */
function visit(node, found) {
  if (ts.isCallExpression(node) && /^(?:t|vscode\.l10n\.t)$/.test(node.expression.getText())) found(node);
  ts.forEachChild(node, (child) => visit(child, found));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { texts, unreadable } = extractTexts();
  for (const place of unreadable) console.error(`no literal text: ${place}`);
  console.log(JSON.stringify(Object.fromEntries(texts.map((text) => [text, text])), null, 2));
  process.exitCode = unreadable.length > 0 ? 1 : 0;
}
