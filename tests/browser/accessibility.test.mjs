// axe-core finds nothing on any page, in any state, language or colour scheme.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { LANGUAGES, addresses, inLanguage, inLanes, startBrowser, startServer } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

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
async function faults(page, choice) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async (choice) => {
    const { violations } = await window.axe.run({ ...choice, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => `${node.html.slice(0, 200)} ${node.failureSummary}`) }));
  }, choice);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node}`));
}

const ALL = { runOnly: { type: 'tag', values: TAGS } };
const BUT_COLOURS = { ...ALL, rules: { 'color-contrast': { enabled: false } } };
const COLOURS = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

async function look(settings, select, choice) {
  const found = [];
  await inLanes(browser, { locale: 'ja-JP', viewport: { width: 375, height: 800 }, ...settings }, select, async (page, [name, path]) => {
    await page.goto(server.base + path);
    // The open menu of languages hides what is under it; it is looked at on one page.
    const folded = name === 'start' ? 'details' : 'main details';
    await page.evaluate((folded) => document.querySelectorAll(folded).forEach((closed) => { closed.open = true; }), folded);
    found.push(...(await faults(page, choice)).map((fault) => `${name}: ${fault}`));
  });
  assert.deepEqual(found, []);
}

const every = (lang) => pages.map(({ name, path }) => [name, lang ? inLanguage(path, lang) : path]);

test('every page, ja', () => look({}, every('ja'), ALL));
// Colours are the style sheet's in every language, and words the page's in every colour: each is looked at where it differs.
for (const lang of LANGUAGES.filter((lang) => lang !== 'ja')) {
  test(`every page, ${lang}`, () => look({}, every(lang), BUT_COLOURS));
}
test('every page, wide', () => look({ viewport: { width: 1280, height: 900 } }, every(), BUT_COLOURS));
test('every page, dark', () => look({ colorScheme: 'dark' }, every(), COLOURS));
test('every page, forced colours', () => look({ forcedColors: 'active' }, every(), COLOURS));

test('what is pressed is large enough for a thumb', async () => {
  const small = [];
  // What is shown as it will be printed is a picture of paper.
  const pressed = pages.filter(({ name }) => name !== 'as printed');
  await inLanes(browser, { viewport: { width: 375, height: 800 } }, pressed, async (page, { name, path }) => {
    await page.goto(server.base + path);
    // Links within a sentence are let off (WCAG 2.5.8); the telephone, the form and the ways on are not.
    const found = await page.$$eval('a.call, button, input:not([type=hidden]):not([type=radio]):not([type=checkbox]), .choices label, .checks label, select, textarea, summary, .ways a, .places a, .next a',
      (all) => all.filter((e) => e.checkVisibility() && !e.closest('.trap') && e.getBoundingClientRect().height < 44).map((e) => `${e.outerHTML.slice(0, 80)} ${e.getBoundingClientRect().height}`));
    small.push(...found.map((found) => `${name}: ${found}`));
  });
  assert.deepEqual(small, []);
});
