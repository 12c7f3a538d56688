// @ts-check
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
 * @property {(text: string) => import('playwright-core').Locator} text the place on the screen that shows a text in the editor
 * @property {(text: string) => Promise<void>} hover shows the hover of a text in the editor
 * @property {(text: string) => Promise<void>} putCursorOn clicks into a text in the editor
 * @property {(text: string) => Promise<void>} command runs a command by its title in the palette
 * @property {(amount?: number) => Promise<void>} squiggles waits until so many squiggles are shown
 * @property {() => Promise<string[]>} quickFixes opens the light-bulb menu at the cursor; its entries
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
      await page.waitForSelector('.monaco-workbench .activitybar');
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
  const text = (/** @type {string} */ shown) =>
    page.locator('.editor-group-container.active .view-line span span', { hasText: shown }).first();
  return {
    page,
    log,
    text,
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
    async hover(shown) {
      await text(shown).hover();
      await page.locator('.monaco-hover:not(.hidden) .hover-contents').first().waitFor();
    },
    putCursorOn: (shown) => text(shown).click(),
    async command(title) {
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input').fill(`>${title}`);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
      await page.keyboard.press('Enter');
    },
    async squiggles(amount = 1) {
      await page
        .locator('.cdr[class*="squiggly-"]')
        .nth(amount - 1)
        .waitFor({ state: 'attached' });
    },
    async quickFixes() {
      await page.keyboard.press('ControlOrMeta+.');
      const rows = page.locator('.action-widget .monaco-list-row.action');
      await rows.first().waitFor();
      return rows.allInnerTexts();
    },
  };
}

/** @param {import('playwright-core').Page} page */
async function textShown(page) {
  await page.locator('.editor-group-container.active .view-line span span').first().waitFor();
}
