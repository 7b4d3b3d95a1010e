// Lighthouse, as on a slow telephone: 95 at least on each of its four counts, for the search, a result and a pharmacy.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { NEAR, PAGES, addresses, startServer } from '../browser/support.mjs';

const LEAST = 95;
let server, chrome;
before(async () => {
  server = await startServer();
  chrome = await launch({
    chromePath: process.env.CHROMIUM || '/usr/bin/chromium',
    chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--lang=ja'],
  });
});
after(async () => {
  await chrome?.kill();
  await server?.stop();
});

const CHECKED = ['start', 'result at night', 'pharmacy'];
for (const name of CHECKED) {
  test(`${name}: ${LEAST} on each count`, async (t) => {
    assert.ok(PAGES[name] && NEAR);
    const { path } = (await addresses(server.base)).find((page) => page.name === name);
    const { lhr } = await lighthouse(server.base + path, {
      port: chrome.port,
      onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'],
      // A result is somebody's own question and is left out of search engines on purpose (`noindex`).
      skipAudits: name === 'result at night' ? ['is-crawlable'] : [],
      extraHeaders: { 'accept-language': 'ja' },
    });
    const scores = Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]));
    t.diagnostic(`${name}: ${JSON.stringify(scores)}`);
    const weak = Object.values(lhr.audits).filter((audit) => audit.score !== null && audit.score < 0.9).map((audit) => `${audit.id} ${audit.displayValue || ''}`);
    assert.ok(Object.values(scores).every((score) => score >= LEAST), `${JSON.stringify(scores)}: ${weak.join('; ')}`);
  });
}
