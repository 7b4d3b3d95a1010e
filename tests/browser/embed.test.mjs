// Lists on pages of others: served from another address, with the snippets as the page for editors gives them.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import { LANGUAGES, NIGHT, browser, faults, freePort, inLanes, server, setUp } from './support.mjs';

const MUNICIPAL = readFileSync(new URL('hosts/municipal.html', import.meta.url), 'utf8');
const COMMON = readFileSync(new URL('hosts/common.css', import.meta.url), 'utf8');
const TILE = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="#eef3ea"/></svg>';
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let host, folder;
/** What pages the host serves: path → { html, headers }. */
const pages = new Map();

setUp({
  settings: async () => {
    folder = mkdtempSync(join(tmpdir(), 'yoruyaku-embed-'));
    host = createServer((request, response) => {
      const path = request.url.split('?')[0];
      if (path === '/css/common.css') return response.writeHead(200, { 'content-type': 'text/css' }).end(COMMON);
      if (path === '/favicon.ico') return response.writeHead(204).end();
      if (path.startsWith('/tile/')) return response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(TILE);
      const page = pages.get(path);
      if (!page) return response.writeHead(404).end();
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers }).end(page.html);
    });
    await new Promise((resolve) => host.listen(0, '127.0.0.2', resolve));
    return {
      YORUYAKU_LISTEN: `127.0.0.1:${await freePort()}`,
      YORUYAKU_REQUESTS_PER_MINUTE: '0',
      YORUYAKU_MAP_TILES: `http://127.0.0.2:${host.address().port}/tile/{z}/{x}/{y}.png`,
    };
  },
  ended: () => {
    host?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  },
});

/** The snippets of the page for editors, as it gives them: `frame`, `fit`, `element`, `oembed`, `fragment` … */
async function snippets(query = 'area=13112') {
  const html = await (await fetch(`${server.base}/embed?${query}`, { headers: { accept: 'text/html' } })).text();
  const found = {};
  for (const [, name, text] of html.matchAll(/<textarea id="copy-([a-zA-Z]+)"[^>]*>([^]*?)<\/textarea>/g)) {
    found[name] = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  }
  return found;
}

/** Puts `inside` on a page of the host and gives its address. */
function hosted(inside, headers = {}) {
  const path = `/page-${pages.size}.html`;
  pages.set(path, { html: MUNICIPAL.replace('<!-- EMBED -->', inside), headers });
  return `http://127.0.0.2:${host.address().port}${path}`;
}

/** A visitor, and what happens that should not. */
async function visitor(settings = {}) {
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 1000, height: 900 }, ...settings });
  const page = await context.newPage();
  const [foreign, complaints, asked] = [[], [], []];
  const own = [server.base, `http://127.0.0.2:${host.address().port}`];
  page.on('request', (request) => {
    asked.push(request.url());
    if (!own.some((origin) => request.url().startsWith(`${origin}/`))) foreign.push(request.url());
  });
  page.on('console', (line) => { if (['error', 'warning'].includes(line.type())) complaints.push(line.text()); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => { complaints.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  return { context, page, foreign, complaints, asked };
}

const inFrame = (page, at = 0) => page.frameLocator(`iframe >> nth=${at}`);
const element = (page) => page.locator('yoruyaku-list');

test('each way shows the list on a page of others, asks nobody else and sets nothing', async () => {
  const { frame, fit, element: own } = await snippets();
  const { context, page, foreign, complaints } = await visitor();
  await page.goto(hosted(`${frame}\n${fit}\n${own}`));
  for (const list of [inFrame(page, 0).locator('main'), inFrame(page, 1).locator('main'), element(page).locator('.body')]) {
    const text = await list.innerText();
    assert.match(text, /世田谷区の夜間・休日の薬局/);
    assert.match(text, /23:40現在、世田谷区に\d+件開いています。/);
    assert.match(text, /行く前に、必ず電話してください。/);
    assert.ok(await list.locator('a[href^="tel:0"]').count() > 3);
  }
  assert.match(await element(page).locator('.list').innerText(), /出典：世田谷薬剤師会、玉川砧薬剤師会（表示：夜薬）/);
  assert.deepEqual(await context.cookies(), []);
  assert.deepEqual({ foreign, complaints }, { foreign: [], complaints: [] });
  await context.close();
});

test('a frame gets the height of its list, at any width, and only from its list', async () => {
  const { frame, fit } = await snippets();
  const { context, page, complaints } = await visitor();
  await page.goto(hosted(`${frame}\n${fit}\n<iframe id="foreign" src="about:blank" title="ほか"></iframe>`));
  const heights = () => page.evaluate(() => [...document.querySelectorAll('iframe')].map((one) => one.clientHeight));
  const fits = async () => {
    await page.waitForFunction(() => document.querySelectorAll('iframe')[1].getBoundingClientRect().height > 700);
    const inner = await page.frames()[2].evaluate(() => [document.documentElement.scrollHeight, innerHeight]);
    assert.ok(Math.abs(inner[0] - inner[1]) <= 2, `the list is ${inner[0]} high, its frame ${inner[1]}`);
  };
  await fits();
  const wide = (await heights())[1];
  await page.setViewportSize({ width: 320, height: 800 });
  await page.waitForFunction((wide) => document.querySelectorAll('iframe')[1].getBoundingClientRect().height > wide + 50, wide);
  await fits();
  const before = await heights();
  assert.equal(before[0], 640, 'the frame without the script keeps its height');
  // Neither the page itself, nor another frame, nor nonsense moves it.
  await page.evaluate(() => {
    for (const height of [9999, NaN, -1, '1e4', null, {}]) postMessage({ type: 'yoruyaku:height', version: 1, height }, '*');
    const foreign = document.getElementById('foreign');
    const script = foreign.contentDocument.createElement('script');
    script.textContent = "parent.postMessage({ type: 'yoruyaku:height', version: 1, height: 9999 }, '*')";
    foreign.contentDocument.body.append(script);
  });
  await page.waitForTimeout(300);
  assert.deepEqual(await heights(), before);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('where scripts are blocked the frames, the fragment and what stands inside the element are there', async () => {
  const { frame, fit, element: own, fragment } = await snippets();
  const piece = await (await fetch(fragment)).text();
  const { context, page, foreign } = await visitor({ javaScriptEnabled: false });
  await page.goto(hosted(`${frame}\n${fit}\n${own}\n${piece}`, { 'content-security-policy': `script-src 'none'; frame-src ${server.base}` }));
  for (const at of [0, 1]) {
    assert.match(await inFrame(page, at).locator('h1').innerText(), /世田谷区の夜間・休日の薬局/);
    assert.equal(await page.locator('iframe').nth(at).evaluate((frame) => frame.clientHeight), 640);
    assert.ok(await inFrame(page, at).getByRole('link', { name: '新しいページで開く' }).isVisible());
  }
  const inside = element(page).getByRole('link', { name: '世田谷区の夜間・休日の薬局' });
  assert.ok(await inside.isVisible());
  assert.match(await inside.getAttribute('href'), new RegExp(`^${server.base}/`));
  assert.match(await page.locator('.yoruyaku').innerText(), /23:40現在、世田谷区に\d+件開いています。/);
  assert.deepEqual(foreign, []);
  await context.close();
});

test("the host's strict policy holds with the directives that the page for editors names", async () => {
  const html = await (await fetch(`${server.base}/embed?area=13112`, { headers: { accept: 'text/html' } })).text();
  const named = [...html.matchAll(/Content-Security-Policyに要るもの： <code>([^<]+)<\/code>/g)].map((found) => found[1]);
  assert.deepEqual(named, [
    `frame-src ${server.base}`,
    `frame-src ${server.base}; script-src ${server.base}`,
    `script-src ${server.base}; connect-src ${server.base}`,
  ]);
  const { frame, fit, element: own } = await snippets();
  const rest = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";
  for (const [way, inside, policy] of [['frame', frame, named[0]], ['fit', fit, named[1]], ['element', own, named[2]]]) {
    const { context, page, complaints } = await visitor();
    // A page that forbids style attributes leaves the frame's out (docs/embedding.md).
    await page.goto(hosted(inside.replace(' style="border:0"', ''), { 'content-security-policy': `${rest}; ${policy}` }));
    const list = way === 'element' ? element(page).locator('.body') : inFrame(page).locator('main');
    assert.match(await list.innerText(), /開局中/, way);
    if (way === 'fit') await page.waitForFunction(() => document.querySelector('iframe').height > 700);
    if (way === 'element') {
      const mark = list.locator('[data-state=open] .mark').first();
      assert.equal(await mark.evaluate((mark) => getComputedStyle(mark).backgroundColor), 'rgb(17, 90, 54)');
    }
    assert.deepEqual(complaints, [], way);
    await context.close();
  }
});

test('a publication is seen within a minute, every way', async (t) => {
  const { frame, fit, element: own } = await snippets();
  const { context, page, complaints } = await visitor();
  await page.goto(hosted(`${frame}\n${fit}\n${own}`));
  const lists = { frame: inFrame(page, 0).locator('main'), fit: inFrame(page, 1).locator('main'), element: element(page).locator('.body') };
  for (const list of Object.values(lists)) assert.doesNotMatch(await list.innerText(), /ひとばん/);
  // One pharmacy more, open round the clock, sent in as its association would.
  const csv = join(folder, 'more.csv');
  writeFileSync(csv, '薬局名,所在地,電話番号,開局時間\nひとばん薬局（見本）,東京都世田谷区太子堂四丁目,00-0000-8888,月-日 0:00-24:00、祝日 0:00-24:00\n');
  server.run(['import', csv, '--association', 'setagaya', '--changes-only', '--publish']);
  const from = Date.now();
  const seen = {};
  await Promise.all(Object.entries(lists).map(async ([way, list]) => {
    await list.getByText('ひとばん薬局（見本）').waitFor({ timeout: 62_000 });
    seen[way] = (Date.now() - from) / 1000;
  }));
  t.diagnostic(`seconds until seen: ${JSON.stringify(seen)}`);
  for (const [way, seconds] of Object.entries(seen)) assert.ok(seconds <= 60, `${way}: ${seconds}`);
  assert.match(await (await fetch((await snippets()).fragment)).text(), /ひとばん薬局/);
  assert.deepEqual(complaints, []);
  await context.close();
});

/** The element's data, changed by `change`, instead of the server's. */
const instead = (page, change) => page.route('**/embed/v3/list.json?*', async (route) => {
  const response = await route.fetch();
  const data = await response.json();
  await route.fulfill({ response, body: JSON.stringify(change(data) || data) });
});

test('the element asks at the next change of a state, not by a fixed timer', async () => {
  const { element: own } = await snippets();
  const { context, page, asked } = await visitor();
  await page.clock.install({ time: new Date(NIGHT) });
  let count = 0;
  await instead(page, (data) => {
    data.changes_at = '2026-11-22T23:50:00+09:00';
    data.ask_again_s = 36_000;
    if (count++) data.summary = 'それから';
  });
  await page.goto(hosted(own));
  await element(page).locator('.body').waitFor();
  const asks = () => asked.filter((url) => url.includes('list.json')).length;
  await page.clock.runFor(9 * 60_000 + 50_000);
  assert.equal(asks(), 1, 'nothing is asked before');
  await page.clock.runFor(13_000);
  await element(page).getByText('それから').waitFor();
  assert.equal(asks(), 2);
  await context.close();
});

test('the map opens in its place when it is asked for, and nothing of it is loaded before', async () => {
  const { element: own } = await snippets('area=13112&map=yes&limit=30');
  const html = await (await fetch(`${server.base}/embed?area=13112&map=yes`, { headers: { accept: 'text/html' } })).text();
  const policy = `script-src ${server.base}; connect-src ${server.base}; frame-src ${server.base}`;
  assert.ok(html.includes(`<code>${policy}</code>`), 'the page for editors names what the map needs');
  const { context, page, foreign, complaints, asked } = await visitor();
  await page.goto(hosted(own, { 'content-security-policy': `default-src 'none'; style-src 'self'; ${policy}` }));
  const button = element(page).getByRole('button', { name: '地図で見る' });
  await button.waitFor();
  assert.equal(await element(page).locator('iframe').count(), 0);
  assert.deepEqual(asked.filter((url) => /\/embed\/map|leaflet|\/tile\//.test(url)), []);
  await button.focus();
  await page.keyboard.press('Enter');
  const map = element(page).frameLocator('iframe');
  await map.locator('.leaflet-tile-loaded').first().waitFor();
  assert.match(await element(page).locator('iframe').getAttribute('title'), /^薬局の地図/);
  // Every pharmacy of the list is below it, and on it where its place is known, and nobody else.
  const listed = await element(page).locator('.item .name a').evaluateAll((all) => all.map((a) => new URL(a.href).pathname));
  const shown = await map.locator('.item h3 a').evaluateAll((all) => all.map((a) => new URL(a.href).pathname));
  assert.deepEqual(shown, listed);
  const pins = await map.locator('.leaflet-marker-icon[role=button]').evaluateAll((all) => all.map((pin) => pin.getAttribute('aria-label')));
  const placed = await map.locator('.item[data-lat]').count();
  assert.ok(placed > 20, `${placed}`);
  assert.equal(pins.reduce((sum, name) => sum + Number(name.match(/^薬局 (\d+)か所/)?.[1] || 1), 0), placed);
  assert.deepEqual(complaints, []);
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  // What axe itself tries in the page, the host's policy refuses.
  complaints.length = 0;
  assert.deepEqual(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.html.slice(0, 160)} ${node.failureSummary}`)), []);
  assert.deepEqual(await context.cookies(), []);
  // Where the list is no longer known to hold, neither is the map.
  const close = element(page).getByRole('button', { name: '地図を閉じる' });
  assert.equal(await close.getAttribute('aria-expanded'), 'true');
  await close.click();
  assert.equal(await element(page).locator('iframe').count(), 0);
  await element(page).getByRole('button', { name: '地図で見る' }).click();
  await map.locator('.pin').first().waitFor();
  await element(page).evaluate((one) => { one.heard -= 12 * 3600e3; one.mark(true); });
  assert.equal(await element(page).locator('iframe, .map').count(), 0);
  assert.deepEqual({ foreign, complaints }, { foreign: [], complaints: [] });
  await context.close();
});

test('a list that changes changes its open map; a page without room for a frame leads to the map', async () => {
  const { element: own } = await snippets('area=13112&map=yes');
  const open = async (headers) => {
    const { context, page } = await visitor();
    await page.goto(hosted(own, headers));
    await element(page).getByRole('button', { name: '地図で見る' }).click();
    return { context, page };
  };
  const first = await open({});
  const frame = () => first.page.frames().find((one) => one.url().includes('/embed/map'));
  await element(first.page).frameLocator('iframe').locator('.pin').first().waitFor();
  await frame().evaluate(() => { document.title = 'before'; });
  await element(first.page).evaluate((one) => { const data = { ...one.data, summary: 'それから' }; one.take(data, JSON.stringify(data)); });
  await element(first.page).getByText('それから').waitFor();
  await element(first.page).frameLocator('iframe').locator('.pin').first().waitFor();
  await first.page.waitForFunction(() => true);
  for (let tries = 0; (await frame()?.title().catch(() => 'before')) === 'before' && tries < 50; tries++) await first.page.waitForTimeout(100);
  assert.notEqual(await frame().title(), 'before', 'the map was read anew');
  await first.context.close();
  const barred = await open({ 'content-security-policy': `default-src 'none'; style-src 'self'; script-src ${server.base}; connect-src ${server.base}` });
  const link = element(barred.page).locator('.map').getByRole('link', { name: '新しいページで開く' });
  await link.waitFor();
  await element(barred.page).locator('iframe').waitFor({ state: 'detached' });
  assert.match(await link.getAttribute('href'), /#map$/);
  await barred.context.close();
});

test('an element of a version before goes on working', async () => {
  for (const version of ['v1', 'v2']) {
    const script = await fetch(`${server.base}/embed/${version}/list.js`);
    assert.match(script.headers.get('deprecation'), /^@\d+$/);
    assert.ok(Date.parse(script.headers.get('sunset')) - Number(script.headers.get('deprecation').slice(1)) * 1000 >= 730 * 24 * 3600e3);
    const { createHash } = await import('node:crypto');
    const hash = createHash('sha384').update(Buffer.from(await script.arrayBuffer())).digest('base64');
    const { context, page, foreign, complaints } = await visitor();
    await page.goto(hosted(`<yoruyaku-list area="13112" map></yoruyaku-list>
      <script src="${server.base}/embed/${version}/list.js" integrity="sha384-${hash}" crossorigin="anonymous" defer></script>`));
    assert.match(await element(page).locator('.body').innerText(), /23:40現在、世田谷区に\d+件開いています。/);
    const way = element(page).getByRole(version === 'v1' ? 'link' : 'button', { name: '地図で見る' });
    assert.equal(await way.count(), 1);
    if (version === 'v1') assert.match(await way.getAttribute('href'), /#map$/);
    assert.deepEqual({ foreign, complaints }, { foreign: [], complaints: [] });
    await context.close();
  }
});

test('the element says how names sound to who reads Latin letters, and to nobody else', async () => {
  const { context, page, complaints } = await visitor();
  const readings = async (lang) => {
    await page.goto(hosted((await snippets(`area=13112&language=${lang}`)).element));
    await element(page).locator('.body').waitFor();
    assert.equal(await element(page).locator('.list').getAttribute('lang'), lang);
    return element(page).locator('.name .reading').evaluateAll((all) => all.map((one) => [one.lang, one.textContent]));
  };
  for (const lang of ['en', 'zh-Hans', 'ko']) {
    const told = await readings(lang);
    assert.ok(told.length > 3, lang);
    assert.ok(told.every(([of, text]) => of === 'ja-Latn' && /^[A-Z][\x20-\x7eĀ-ž]+$/.test(text)), `${lang}: ${told}`);
  }
  assert.deepEqual(await readings('ja'), []);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('several elements stand on one page; the same list is asked for once', async () => {
  const { context, page, asked, complaints } = await visitor();
  const script = (await snippets()).element.split('\n').at(-1);
  await page.goto(hosted(`<yoruyaku-list area="13112"></yoruyaku-list><yoruyaku-list area="13112" heading="3"></yoruyaku-list>
    <yoruyaku-list association="tamagawa-kinuta" view="compact" limit="3" lang="en"></yoruyaku-list>
    <yoruyaku-list area="99999"><p>ほかの案内</p></yoruyaku-list>${script}`));
  await element(page).nth(2).locator('.body').waitFor();
  assert.match(await element(page).nth(2).locator('.list').innerText(), /Tamagawa-Kinuta Pharmacist Association/);
  assert.equal(await element(page).nth(1).locator('h3.title').count(), 1);
  assert.match(await element(page).nth(3).locator('.list').innerText(), /「99999」の一覧は、ここにはありません。/);
  assert.equal(await element(page).nth(3).getByRole('link').getAttribute('href'), `${server.base}/`);
  assert.equal(asked.filter((url) => url.includes('list.json?area=13112')).length, 1);
  await element(page).nth(0).evaluate((one) => { one.setAttribute('lang', 'ko'); });
  await element(page).nth(0).getByText('야간·휴일 약국').first().waitFor();
  assert.deepEqual(complaints.filter((line) => !line.includes('404')), []);
  await context.close();
});

test('without a network the last list stays, marked with its time; past its time no state is claimed', async () => {
  const { element: own } = await snippets();
  const { context, page } = await visitor();
  const address = hosted(own);
  await page.goto(address);
  await element(page).locator('.body').waitFor();
  await page.route(`${server.base}/embed/v3/list.json**`, (route) => route.abort());
  await page.goto(address);
  const status = element(page).getByRole('status');
  await status.filter({ hasText: '通信できません。2026年11月22日 23:40の一覧です。行く前に、必ず電話で確かめてください。' }).waitFor();
  assert.ok(await element(page).locator('[data-state=open]').count() > 0, 'within its time its states stand');
  assert.ok(await element(page).evaluate((one) => one.hasAttribute('data-old')));
  // Hours later nothing that was open is said to be open.
  await page.clock.install({ time: Date.now() + 5 * 3600e3 });
  await page.goto(address);
  await status.filter({ hasText: '23:40の一覧です' }).waitFor();
  assert.equal(await element(page).locator('[data-state=open]').count(), 0);
  assert.match(await element(page).locator('.list').innerText(), /要電話確認[^]*状態が変わったかもしれません/);
  // A week later it is gone, and what stands inside the element is there.
  await page.clock.setFixedTime(Date.now() + 9 * 24 * 3600e3);
  await page.goto(address);
  await element(page).getByRole('link', { name: '世田谷区の夜間・休日の薬局' }).waitFor();
  assert.equal(await element(page).locator('.body').count(), 0);
  // The network is back.
  await page.unroute(`${server.base}/embed/v3/list.json**`);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await element(page).locator('.body').waitFor();
  assert.equal(await element(page).locator('.status').textContent(), '');
  await context.close();
});

test('a frame that loses its server says so, with the time of its list', async () => {
  const { fit } = await snippets();
  const { context, page } = await visitor();
  await page.goto(hosted(fit));
  const frame = page.frames()[1];
  await inFrame(page).locator('main li').first().waitFor();
  await page.route(`${server.base}/embed/list**`, (route) => route.abort());
  await frame.evaluate(() => dispatchEvent(new Event('online')));
  await inFrame(page).locator('.old', { hasText: '通信できません。2026年11月22日 23:40の一覧です。' }).waitFor();
  await page.unroute(`${server.base}/embed/list**`);
  await frame.evaluate(() => dispatchEvent(new Event('online')));
  await inFrame(page).locator('.old').waitFor({ state: 'hidden' });
  await context.close();
});

test('axe finds nothing, each way, within the page of others', async () => {
  for (const [name, query, settings] of [
    ['full', 'area=13112', {}],
    ['compact, dark', 'area=13112&view=compact&theme=dark', { colorScheme: 'dark' }],
    ['narrow, English', 'area=13112&language=en', { viewport: { width: 280, height: 700 } }],
    ['own colours', 'area=13112&colours=own&text=bbbbbb&background=fff7e0&accent=ffd43d', {}],
    ['plain Japanese', 'area=13112&language=easy', {}],
  ]) {
    const { fit, element: own, fragment } = await snippets(query);
    const piece = await (await fetch(`${fragment}&heading=3`)).text();
    const { context, page } = await visitor(settings);
    await page.goto(hosted(`${fit}\n${own}\n${piece}`));
    await element(page).locator('.body').waitFor();
    await inFrame(page).locator('main li').first().waitFor();
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
    assert.deepEqual(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${name}: ${id} ${node.html.slice(0, 160)} ${node.failureSummary}`)), []);
    await context.close();
  }
});

test('the page for editors: axe, valid HTML, no script needed, every language', async () => {
  const validator = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'doctype-style': 'off', 'require-sri': 'off' } });
  const [found, looked] = [[], []];
  for (const lang of LANGUAGES) {
    for (const path of [`/embed?lang=${lang}`, `/embed/list?area=13112&lang=${lang}`, `/embed/list?area=13112&lang=${lang}&script=no&view=compact`, `/embed/list?area=1&lang=${lang}`]) {
      const html = await (await fetch(server.base + path, { headers: { accept: 'text/html' } })).text();
      const report = await validator.validateString(html);
      found.push(...report.results.flatMap(({ messages }) => messages.map((one) => `${path}: ${one.ruleId} ${one.message}`)));
      const text = html.replace(/<(script|title|textarea)[^]*?<\/\1>/g, '').replace(/<[^>]+>/g, '\n');
      for (const key of text.match(/[｜《》\ue000]|^(?:embed|state|section|service|answer)-[a-z_-]+$/gm) || []) found.push(`${path}: ${key}`);
      for (const width of lang === 'ja' ? [320, 1280] : [320]) looked.push([path, width]);
    }
  }
  await inLanes(browser, {}, looked, async (page, [path, width]) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(server.base + path);
    // What its own frame shows is a page of this list too.
    found.push(...(await faults(page, { runOnly: [...TAGS, 'best-practice'] })).map((fault) => `${path} ${width}: ${fault}`));
    if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1)) found.push(`${path}: wider than ${width}`);
  });
  assert.deepEqual(found.slice(0, 20), []);
});

test('the list follows the form at once, and a press copies', async () => {
  const { context, page, complaints } = await visitor({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto(`${server.base}/embed`);
  await page.selectOption('#view', 'compact');
  await page.locator('iframe.preview[src*="view=compact"]').waitFor();
  assert.match(await page.locator('#copy-element').inputValue(), /view="compact"/);
  await page.check('label[for=colours]');
  await page.locator('#text').fill('#dddddd');
  await page.locator('.corrected').waitFor();
  assert.match(await page.locator('.corrected').innerText(), /#dddddd は、背景との差が 1\.3:1 で読めないため、#[0-9a-f]{6} に直しました。/);
  await page.locator('#place').fill('どこにもない駅');
  await page.locator('#place-fault').waitFor();
  await page.locator('[data-copy=copy-fit]').click();
  await page.getByText('コピーしました').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.locator('#copy-fit').inputValue());
  assert.deepEqual(complaints, []);
  await context.close();

  const without = await visitor({ javaScriptEnabled: false });
  await without.page.goto(`${server.base}/embed`);
  await without.page.selectOption('#view', 'compact');
  await without.page.locator('button.submit').click();
  assert.match(without.page.url(), /view=compact/);
  assert.match(await without.page.locator('#copy-frame').inputValue(), /view=compact/);
  assert.equal(await without.page.locator('.copy').first().isVisible(), false);
  await without.context.close();
});

test('it prints: in black, with its time, without buttons', async () => {
  const { element: own, fit } = await snippets();
  const { context, page } = await visitor();
  await page.goto(hosted(`${own}\n${fit}`));
  await element(page).locator('.body').waitFor();
  await page.emulateMedia({ media: 'print' });
  const look = (list) => list.evaluate((list) => [...list.querySelectorAll('*')].flatMap((one) => {
    const { color, borderTopColor, borderTopWidth } = getComputedStyle(one);
    return [color, borderTopWidth === '0px' ? '' : borderTopColor];
  }).filter((colour) => colour && !/^rgba?\((\d+), \1, \1[,)]/.test(colour)));
  assert.deepEqual(await look(element(page).locator('.body section').first()), []);
  assert.deepEqual(await look(inFrame(page).locator('main section').first()), []);
  assert.match(await element(page).locator('.made').innerText(), /2026年11月22日 23:40/);
  assert.ok((await page.pdf({ format: 'A4' })).length > 20_000);
  await context.close();
});

test('motion only where it is liked', async () => {
  const { element: own } = await snippets();
  for (const [reducedMotion, name] of [['reduce', 'none'], ['no-preference', 'fresh']]) {
    const { context, page } = await visitor({ reducedMotion });
    let count = 0;
    await instead(page, (data) => { if (count++) data.summary = 'それから'; });
    await page.goto(hosted(own));
    await element(page).locator('.body').waitFor();
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await element(page).getByText('それから').waitFor();
    assert.equal(await element(page).locator('.body').evaluate((body) => getComputedStyle(body).animationName), name);
    await context.close();
  }
});

test('no address makes a list lie, vanish, or run anything', async () => {
  const { context, page, complaints, foreign } = await visitor();
  await page.goto(`${server.base}/embed/list?area=13112`);
  const truth = await page.locator('main').innerText();
  const script = encodeURIComponent('"><script>alert(1)</script>');
  for (const more of ['theme=dark', 'text=ffffff&background=ffffff&accent=ffffff', 'text=000&background=000', 'font_size=75', 'font_size=200', 'text=7f7f7f&background=808080']) {
    await page.goto(`${server.base}/embed/list?area=13112&${more}`);
    assert.equal(await page.locator('main').innerText(), truth, more);
    assert.deepEqual(await faults(page, { runOnly: { type: 'rule', values: ['color-contrast'] } }), [], more);
  }
  for (const bad of [`area=${script}`, `area=13112&theme=${script}`, `area=13112&text=${script}`, `area=13112&lang=${script}`, `area=13112&${script}=1`, 'area=13112&title=閉店', 'area=13112&css=*{display:none}', 'area=13112&place=閉店']) {
    const answer = await page.goto(`${server.base}/embed/list?${bad}`);
    assert.ok(answer.status() >= 400, bad);
    assert.equal(await page.locator('script:not([src])').count(), 0);
  }
  assert.deepEqual({ foreign, complaints: complaints.filter((line) => !/40[04]/.test(line)) }, { foreign: [], complaints: [] });
  await context.close();
});

test('who may frame is the operator\'s to say', async () => {
  const { frame } = await snippets();
  server.run(['embedding', 'allow', '13112', 'https://www.city.example.lg.jp']);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const address = hosted(frame);
  // A browser of its own each time: a list may be kept for twenty seconds.
  const look = async (see) => {
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const { context, page } = await visitor();
    await page.goto(address);
    await see(page);
    await context.close();
  };
  await look(async (page) => {
    await page.waitForTimeout(1000);
    assert.equal(await inFrame(page).locator('main').count(), 0, 'another site may not');
  });
  server.run(['embedding', 'allow', '13112', new URL(address).origin]);
  await look((page) => inFrame(page).locator('main li').first().waitFor());
  server.run(['embedding', 'open', '13112']);
  server.run(['embedding', 'map', '13112', 'https://maps.example.jp/reha', '--title', 'リハビリテーション資源マップ']);
  await look(async (page) => {
    const link = inFrame(page).getByRole('link', { name: 'リハビリテーション資源マップ' });
    assert.equal(await link.getAttribute('href'), 'https://maps.example.jp/reha');
    await page.goto(`${server.base}/areas/13112`);
    assert.ok(await page.getByRole('link', { name: 'リハビリテーション資源マップ' }).isVisible());
  });
});

test('the scripts are small and their hashes are those that are printed', async (t) => {
  const { element: own, fit } = await snippets();
  for (const [way, limit] of [[own, 10 * 1024], [fit, 2 * 1024]]) {
    const [, address] = way.match(/<script src="([^"]+)"/);
    const [, hash] = way.match(/integrity="sha384-([^"]+)"/);
    const body = Buffer.from(await (await fetch(address)).arrayBuffer());
    const { createHash } = await import('node:crypto');
    assert.equal(createHash('sha384').update(body).digest('base64'), hash);
    const size = brotliCompressSync(body).length;
    t.diagnostic(`${address}: ${body.length} bytes, ${size} in brotli`);
    assert.ok(size <= limit, `${address}: ${size}`);
  }
});
