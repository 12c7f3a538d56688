// @ts-check
/// <reference lib="dom" />
// Opens the editor on a folder as a person would see it, for pictures and for tests of what is on the screen.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBrowser } from './browser.mjs';
import { pageAddress, startServer } from './server.mjs';

const checkout = path.resolve(fileURLToPath(new URL('../../..', import.meta.url)));

/**
 * @typedef {object} EditorOptions
 * @property {string} [open] a file to open at the start, relative to the workspace
 * @property {boolean} [trusted] false: Restricted Mode; true by default
 * @property {Record<string, unknown>} [settings] user settings, beside the quiet ones
 * @property {{ width: number, height: number }} [size] of the window
 * @property {number} [pixelRatio] 2 for sharp pictures
 * @property {boolean} [extension] false: the editor without shardlint
 *
 * @typedef {object} Editor
 * @property {import('playwright-core').Page} page
 * @property {(file: string) => Promise<void>} open opens a file of the workspace and waits for its text
 * @property {(text: string, part?: string) => Promise<string>} hover points at a text in the editor, or at a part of it, and gives the text of the hover
 * @property {(text: string, part?: string) => Promise<void>} putCursorOn clicks into a text in the editor, or into a part of it
 * @property {(text: string) => Promise<void>} command runs a command by its title in the palette
 * @property {(amount?: number) => Promise<void>} squiggles waits until so many squiggles are shown, 0: until none is left
 * @property {() => Promise<string[]>} quickFixes opens the light-bulb menu at the cursor; its entries
 * @property {(title: string) => Promise<void>} pick picks the entry of the open menu that contains a text
 * @property {() => Promise<void>} save saves the file and waits until it is saved
 * @property {() => string} log the last lines of the editor's server
 */

/**
 * Calls `use` with an editor on the workspace; everything that it started is gone when the promise settles.
 * @template Result
 * @param {string} workspace
 * @param {(editor: Editor) => Promise<Result>} use
 * @param {EditorOptions} [options]
 * @returns {Promise<Result>}
 */
export async function withEditor(workspace, use, options = {}) {
  const folder = path.resolve(workspace);
  const server = await startServer({ trusted: options.trusted, settings: { ...calmScreen, ...options.settings } });
  try {
    const browser = await startBrowser();
    try {
      const page = await browser.newPage({
        viewport: options.size ?? { width: 1200, height: 700 },
        deviceScaleFactor: options.pixelRatio ?? 1,
      });
      page.setDefaultTimeout(30_000);
      const paths = {
        extension: options.extension === false ? undefined : checkout,
        open: options.open && path.join(folder, options.open),
      };
      await page.goto(pageAddress(server, folder, paths), { timeout: 60_000 });
      await page.waitForSelector('.monaco-workbench .part.editor');
      const editor = editorOn(page, server.log);
      if (options.open) await textShown(page);
      return await use(editor);
    } catch (error) {
      throw withLog(error, server.log());
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

const calmScreen = {
  'editor.fontSize': 13,
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.occurrencesHighlight': 'off',
  'editor.selectionHighlight': false,
  'workbench.colorTheme': 'Default Light Modern',
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
};

/** @param {unknown} error @param {string} log */
function withLog(error, log) {
  const message = error instanceof Error ? error.message : String(error);
  return new Error(`${message}\nthe editor server's log ends with:\n${log}`, { cause: error });
}

/** @param {import('playwright-core').Page} page @param {() => string} log @returns {Editor} */
function editorOn(page, log) {
  return {
    page,
    log,
    async open(file) {
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input').fill(file);
      await page
        .locator('.quick-input-list .monaco-list-row', { hasText: path.basename(file) })
        .first()
        .waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.tab.active', { hasText: path.basename(file) }).waitFor();
      await textShown(page);
    },
    async hover(text, part) {
      const { x, y } = await placeOf(page, text, part);
      // In two steps: the editor answers to a pointer that moves.
      await page.mouse.move(x + 40, y + 60);
      await page.mouse.move(x, y, { steps: 4 });
      const shown = page.locator('.monaco-hover:not(.hidden):has(.hover-contents)').first();
      await shown.waitFor();
      return (await shown.textContent()) ?? '';
    },
    async putCursorOn(text, part) {
      const { x, y } = await placeOf(page, text, part);
      await page.mouse.click(x, y);
    },
    async command(title) {
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input').fill(`>${title}`);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
      await page.keyboard.press('Enter');
    },
    async squiggles(amount = 1) {
      const shown = page.locator('.editor-group-container.active .cdr[class*="squiggly-"]');
      if (amount === 0) await page.waitForFunction(hasNoSquiggle);
      else await shown.nth(amount - 1).waitFor({ state: 'attached' });
    },
    async pick(title) {
      await page.locator('.action-widget .monaco-list-row.action', { hasText: title }).click();
    },
    async save() {
      await page.locator('.tab.active.dirty').waitFor();
      await page.keyboard.press('ControlOrMeta+s');
      await page.locator('.tab.active:not(.dirty)').waitFor();
    },
    async quickFixes() {
      const rows = page.locator('.action-widget .monaco-list-row.action');
      // Asked too early, the editor says that there is none: ask again until there is one.
      await poll(async () => {
        await page.keyboard.press('ControlOrMeta+.');
        await rows.first().waitFor({ timeout: 3000 });
      });
      return rows.allInnerTexts();
    },
  };
}

/** Tries again until it works, for half a minute. @param {() => Promise<void>} attempt */
async function poll(attempt) {
  for (const until = Date.now() + 30_000; ; ) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}

/** Runs inside the page. */
function hasNoSquiggle() {
  return document.querySelector('.editor-group-container.active .cdr[class*="squiggly-"]') === null;
}

/** @param {import('playwright-core').Page} page */
async function textShown(page) {
  await page.locator('.editor-group-container.active .view-line span span').first().waitFor();
}

/**
 * Where the editor shows a text: the middle of it, or of the last `part` in it.
 * @param {import('playwright-core').Page} page @param {string} text @param {string} [part]
 * @returns {Promise<{ x: number, y: number }>}
 */
async function placeOf(page, text, part = text) {
  const found = await page.waitForFunction(findOnScreen, { text, part }, { timeout: 15_000 }).catch(() => undefined);
  const place = await found?.jsonValue();
  if (!place) throw new Error(`the editor does not show: ${text}`);
  return place;
}

/** Runs inside the page; a line of the editor is many elements, and writes blanks as no-break spaces. @param {{ text: string, part: string }} wanted */
function findOnScreen({ text, part }) {
  for (const line of document.querySelectorAll('.editor-group-container.active .view-line')) {
    const written = (line.textContent ?? '').replaceAll('\u00a0', ' ');
    const at = written.indexOf(text);
    if (at < 0) continue;
    const from = at + text.lastIndexOf(part);
    const range = document.createRange();
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let offset = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.textContent?.length ?? 0;
      const has = (/** @type {number} */ place) => place >= offset && place <= offset + length;
      if (has(from)) range.setStart(node, from - offset);
      if (has(from + part.length)) {
        range.setEnd(node, from + part.length - offset);
        break;
      }
      offset += length;
    }
    const box = range.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
  return undefined;
}
