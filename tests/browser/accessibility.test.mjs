// axe-core finds nothing on any page, in any state, language or colour scheme.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { LANGUAGES, addresses, inLanguage, startBrowser, startServer } from './support.mjs';

let server, browser, pages;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
  pages = await addresses(server.base);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** What axe has against a page, in a line each. */
async function faults(page) {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
}

async function look(settings, select) {
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 375, height: 800 }, ...settings });
  const page = await context.newPage();
  const found = [];
  for (const [name, path] of select) {
    await page.goto(server.base + path);
    await page.evaluate(() => document.querySelectorAll('details').forEach((closed) => { closed.open = true; }));
    found.push(...(await faults(page)).map((fault) => `${name}: ${fault}`));
  }
  await context.close();
  assert.deepEqual(found, []);
}

for (const lang of LANGUAGES) {
  test(`every page, ${lang}`, () => look({}, pages.map(({ name, path }) => [name, inLanguage(path, lang)])));
}
test('every page, dark', () => look({ colorScheme: 'dark' }, pages.map(({ name, path }) => [name, path])));
test('every page, wide', () => look({ viewport: { width: 1280, height: 900 } }, pages.map(({ name, path }) => [name, path])));
test('every page, forced colours', () => look({ forcedColors: 'active' }, pages.map(({ name, path }) => [name, path])));

test('what is pressed is large enough for a thumb', async () => {
  const context = await browser.newContext({ viewport: { width: 375, height: 800 } });
  const page = await context.newPage();
  const small = [];
  for (const { name, path } of pages) {
    await page.goto(server.base + path);
    // Links within a sentence are let off (WCAG 2.5.8); the telephone, the form and the ways on are not.
    const found = await page.$$eval('a.call, button, input:not([type=hidden]):not([type=radio]):not([type=checkbox]), .choices label, .checks label, select, summary, .ways a, .places a, .next a',
      (all) => all.filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => `${e.outerHTML.slice(0, 80)} ${e.getBoundingClientRect().height}`));
    small.push(...found.map((found) => `${name}: ${found}`));
  }
  await context.close();
  assert.deepEqual(small, []);
});
