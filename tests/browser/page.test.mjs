// What is sent: valid HTML, small, from one place, without cookies; readable at any width, in print, and when enlarged.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import { LANGUAGES, NEAR, addNamesakes, addresses, browser, inLanes, inLanguage, server, setUp } from './support.mjs';

let pages;
setUp({
  begun: async () => {
    await addNamesakes(server);
    pages = await addresses(server.base);
  },
});

/** Each page in each language as it is sent, fetched once. */
const sent = new Map();
async function htmlOf(path, lang) {
  const address = server.base + inLanguage(path, lang);
  if (!sent.has(address)) sent.set(address, await (await fetch(address, asPerson)).text());
  return sent.get(address);
}

const asPerson = { headers: { accept: 'text/html', 'accept-language': 'ja' } };

test('the HTML is valid on every page, in every language', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard'],
    rules: {
      // `defer` on a script and the doctype's case are matters of taste; maud writes them so.
      'doctype-style': 'off',
      // The files are this server's own, under a name that holds their hash.
      'require-sri': 'off',
    },
  });
  const found = [];
  for (const { name, path } of pages) {
    for (const lang of LANGUAGES) {
      const html = await htmlOf(path, lang);
      const report = await validator.validateString(html);
      for (const { messages } of report.results) {
        found.push(...messages.map((m) => `${name}, ${lang}: ${m.ruleId} ${m.message} ${html.split('\n')[m.line - 1].slice(m.column - 1, m.column + 80)}`));
      }
    }
  }
  assert.deepEqual(found.slice(0, 20), []);
});

test('no page shows a key in place of words, or a readings mark', async () => {
  const found = [];
  for (const { name, path } of pages) {
    for (const lang of LANGUAGES) {
      const html = await htmlOf(path, lang);
      const text = html.replace(/<(script|title)[^]*?<\/\1>/g, '').replace(/<[^>]+>/g, '\n');
      for (const part of text.match(/[｜《》]|^(?:state|section|reason|service|answer|error|kind|fault|field)-[a-z_-]+$/gm) || []) {
        found.push(`${name}, ${lang}: ${part}`);
      }
    }
  }
  assert.deepEqual(found, []);
});

test('a result of twenty and its style fit in 30 KB', async (t) => {
  const html = await (await fetch(`${server.base}/?${NEAR}&radius_m=10000&when=at&date=2026-11-24&time=10:00`, asPerson)).text();
  const items = html.split('<li class="item"').length - 1;
  assert.ok(items >= 20, `only ${items} items`);
  const css = await (await fetch(server.base + html.match(/href="(\/assets\/site\.[0-9a-f]+\.css)"/)[1])).text();
  const size = (text) => brotliCompressSync(Buffer.from(text)).length;
  t.diagnostic(`${items} items: HTML ${size(html)} + CSS ${size(css)} bytes in brotli`);
  assert.ok(size(html) + size(css) <= 30 * 1024, `${size(html)} + ${size(css)}`);
});

test('the scripts fit in 15 KB', async (t) => {
  const html = await (await fetch(`${server.base}/?${NEAR}`, asPerson)).text();
  const own = [html.match(/src="(\/assets\/site\.[^"]+\.js)"/)[1], html.match(/data-map="([^"]+)"/)[1], '/worker.js'];
  let bytes = 0;
  for (const path of own) bytes += (await (await fetch(server.base + path)).arrayBuffer()).byteLength;
  t.diagnostic(`${bytes} bytes, not compressed`);
  assert.ok(bytes <= 15 * 1024, `${bytes}`);
});

test('files are kept for ever, pages for a minute at most, and no cookie is set', async () => {
  const page = await fetch(`${server.base}/?${NEAR}`, asPerson);
  const html = await page.text();
  assert.equal(page.headers.get('set-cookie'), null);
  assert.match(page.headers.get('cache-control'), /^private, max-age=([0-9]|[1-5][0-9]|60)$/);
  assert.match(page.headers.get('vary'), /accept-language/i);
  const policy = page.headers.get('content-security-policy');
  assert.ok(policy.startsWith("default-src 'none'") && !policy.includes('unsafe'), policy);
  for (const [, path] of html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
    const file = await fetch(server.base + path);
    assert.equal(file.status, 200, path);
    assert.match(file.headers.get('cache-control'), /immutable/);
  }
});

test('nothing is asked of anybody else, and the policy holds', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const foreign = [], complaints = [];
  page.on('request', (request) => { if (!request.url().startsWith(server.base)) foreign.push(request.url()); });
  page.on('console', (line) => { if (/policy|refused/i.test(line.text())) complaints.push(line.text()); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  for (const { path } of pages) await page.goto(server.base + path, { waitUntil: 'load' });
  assert.deepEqual(await context.cookies(), []);
  await context.close();
  assert.deepEqual({ foreign, complaints }, { foreign: [], complaints: [] });
});

const SIZES = [['320 px wide', 320, '100%'], ['375 px wide', 375, '100%'], ['wide', 1280, '100%'], ['enlarged to 200 %', 640, '212.5%']];
test('nothing is cut off or scrolls sideways, narrow, wide or enlarged', async () => {
  const found = [];
  const select = pages.flatMap((page) => ['ja', 'en', 'easy'].map((lang) => ({ ...page, lang })));
  await inLanes(browser, {}, select, async (page, { name, path, lang }) => {
    await page.goto(server.base + inLanguage(path, lang));
    await page.evaluate(() => document.querySelectorAll('main details').forEach((closed) => { closed.open = true; }));
    for (const [size, width, font] of SIZES) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate((font) => {
        document.documentElement.style.fontSize = font === '100%' ? '' : font;
        const limit = document.documentElement.clientWidth;
        const over = [...document.querySelectorAll('body *')].filter((e) => !e.closest('.skip, .trap, .languages ul') && e.getBoundingClientRect().right > limit + 1);
        return over.slice(0, 2).map((e) => e.outerHTML.slice(0, 100));
      }, font);
      found.push(...wide.map((part) => `${name}, ${lang}, ${size}: ${part}`));
    }
  });
  assert.deepEqual(found, []);
});

test('on paper: the date of issue and the address, no form, no menu, states without colour', async () => {
  const context = await browser.newContext({ locale: 'ja-JP' });
  const page = await context.newPage();
  await page.goto(`${server.base}/?${NEAR}`);
  await page.emulateMedia({ media: 'print' });
  const shown = (selector) => page.$$eval(selector, (all) => all.filter((e) => e.checkVisibility()).length);
  assert.match(await page.innerText('.paper'), /発行 2026年11月22日 23:40[^]*\/\?q=太子堂/);
  for (const hidden of ['form', '.banner', '.again', '.ways', '.foot']) assert.equal(await shown(hidden), 0, hidden);
  assert.ok(await shown('.item .mark') > 0);
  const colours = await page.$$eval('main *', (all) => [...new Set(all.flatMap((e) => {
    const style = getComputedStyle(e);
    return [style.color, style.borderTopWidth === '0px' ? '' : style.borderTopColor];
  }))].filter((c) => c && !/^rgba?\((\d+), \1, \1[,)]/.test(c)));
  assert.deepEqual(colours, []);
  const pdf = await page.pdf({ format: 'A4' });
  assert.ok(pdf.length > 10_000);
  await context.close();
});
