// axe-core finds nothing on any page, in any state, language or colour scheme.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { LANGUAGES, addNamesakes, addresses, browser, faults, inLanguage, inLanes, server, setUp, startServer } from './support.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let pages;
setUp({
  begun: async () => {
    await addNamesakes(server);
    pages = await addresses(server.base);
  },
});

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

test('the answers to a correction and to what is refused', async () => {
  const { path } = pages.find(({ name }) => name === 'correction');
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 375, height: 800 } });
  const page = await context.newPage();
  const found = [];
  const look = async (name, status, sent) => {
    const [answer] = await Promise.all([page.waitForNavigation(), sent()]);
    assert.equal(answer.status(), status, name);
    found.push(...(await faults(page, ALL)).map((fault) => `${name}: ${fault}`));
  };
  const send = () => page.click('#send');
  // The server's clock stands still; the form has been open for a while.
  const write = async (message) => {
    await page.check('#topic-hours');
    await page.fill('#message', message);
    await page.$eval('[name=shown]', (shown) => { shown.value -= 60; });
  };
  await page.goto(server.base + path);
  await page.$eval('form.correction', (form) => { form.noValidate = true; });
  await look('nothing written', 422, send);
  await write('日曜日は休みです。');
  await look('thanks', 200, send);
  assert.match(await page.innerText('h1'), /ありがとうございます/);
  for (let n = 0; n < 6; n++) {
    await page.goto(server.base + path);
    await write(`知らせ${n}`);
    if (n < 5) await Promise.all([page.waitForNavigation(), send()]);
    else await look('too many', 429, send);
  }
  assert.equal(await page.inputValue('#message'), '知らせ5');
  await page.goto(server.base);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<form id="wrong" method="post" action="/areas"></form>');
  });
  await look('not allowed', 405, () => page.$eval('#wrong', (form) => form.submit()));
  await context.close();
  assert.deepEqual(found, []);
});

test('the page for who asks too often', async () => {
  const busy = await startServer(undefined, { YORUYAKU_REQUESTS_PER_MINUTE: '30' });
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 375, height: 800 } });
  try {
    const page = await context.newPage();
    await page.goto(busy.base);
    while ((await fetch(`${busy.base}/areas`)).ok);
    const answer = await page.goto(`${busy.base}/areas`);
    assert.equal(answer.status(), 429);
    assert.match(await page.innerText('h1'), /少し待ってから/);
    assert.ok(await page.locator('.emergency a.call').count() >= 3);
    assert.deepEqual(await faults(page, BUT_COLOURS), []);
  } finally {
    await context.close();
    await busy.stop();
  }
});

/** What every page of a failure is: told in words, with the numbers to call, and in the look of all pages. */
async function looksLikeOurs(page, title) {
  assert.match(await page.innerText('h1'), title);
  assert.ok(await page.locator('.emergency a.call').count() >= 3);
  assert.ok(await page.getByRole('link', { name: '薬局をさがす' }).first().isVisible());
  assert.equal(await page.$eval('.banner', (banner) => getComputedStyle(banner).backgroundColor), 'rgb(0, 0, 96)');
  assert.deepEqual(await faults(page, ALL), []);
}

test('the page for when the server has too much to do', async () => {
  const busy = await startServer(undefined, { YORUYAKU_REQUESTS_AT_ONCE: '1' });
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 375, height: 800 } });
  const { hostname, port } = new URL(busy.base);
  // One who sends a body and never ends has the only place.
  const slow = connect(Number(port), hostname);
  try {
    const { items: [{ id }] } = await (await fetch(`${busy.base}/v1/pharmacies?limit=1`)).json();
    slow.write(`POST /p/${id}/correction HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\ntopic=`);
    while ((await fetch(`${busy.base}/areas`)).ok) await new Promise((later) => setTimeout(later, 50));
    const page = await context.newPage();
    const answer = await page.goto(`${busy.base}/areas`);
    assert.equal(answer.status(), 503);
    assert.ok(Number(answer.headers()['retry-after']) > 0);
    await looksLikeOurs(page, /混み合っています|混雑/);
  } finally {
    slow.destroy();
    await context.close();
    await busy.stop();
  }
});

test('the page for a fault inside', async (t) => {
  const broken = await startServer();
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 375, height: 800 } });
  try {
    const page = await context.newPage();
    const { path } = (await addresses(broken.base)).find(({ name }) => name === 'correction');
    await page.goto(broken.base + path);
    if (!broken.fill()) return t.skip('skipped: prlimit is not here');
    await page.check('#topic-hours');
    await page.fill('#message', '日曜日は休みです。');
    await page.$eval('[name=shown]', (shown) => { shown.value -= 60; });
    const [answer] = await Promise.all([page.waitForNavigation(), page.click('#send')]);
    assert.equal(answer.status(), 500);
    await looksLikeOurs(page, /うまく表示できませんでした/);
    assert.ok(!/sqlite|disk|database/i.test(await page.content()), 'nothing of the inside is told');
  } finally {
    await context.close();
    await broken.stop();
  }
});
