// The built server on a free port, with the demonstration's data and a clock that stands still, and a browser to look.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const binary = process.env.YORUYAKU_TEST_BINARY || join(root, 'target/debug/yoruyaku');

/** Sunday night before a holiday Monday. */
export const NIGHT = '2026-11-22T23:40:00+09:00';

/** Where the server may keep its data: a file, and a new schema of PostgreSQL where there is one. */
const postgres = process.env.YORUYAKU_TEST_DATABASE_URL;
export const DATABASES = [
  { name: 'SQLite', settings: () => ({}), skip: false },
  {
    name: 'PostgreSQL',
    settings: () => {
      const schema = `browser_${randomUUID().replaceAll('-', '')}`;
      const separator = postgres.includes('?') ? '&' : '?';
      return { YORUYAKU_DATABASE_URL: `${postgres}${separator}options=-csearch_path%3D${schema}` };
    },
    skip: postgres ? false : 'skipped: YORUYAKU_TEST_DATABASE_URL is not set',
  },
];

/** The languages, by their names in `?lang=`. */
export const LANGUAGES = ['ja', 'easy', 'en', 'zh-Hans', 'ko'];

/** A port nobody listens at now. */
export const freePort = () => new Promise((resolve, reject) => {
  const probe = createServer().once('error', reject);
  probe.listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => resolve(port)); });
});

/** Starts the server with more settings, if any; `stop` ends it and takes its data along. */
export async function startServer(clock = NIGHT, settings = {}) {
  if (!existsSync(binary)) throw new Error(`no server at ${binary}: run cargo build, or set YORUYAKU_TEST_BINARY`);
  const folder = mkdtempSync(join(tmpdir(), 'yoruyaku-browser-'));
  const env = {
    PATH: process.env.PATH,
    YORUYAKU_LISTEN: '127.0.0.1:0',
    YORUYAKU_DATABASE_URL: `sqlite://${folder}/test.db`,
    YORUYAKU_CLOCK: clock,
    YORUYAKU_LOG: 'error',
    YORUYAKU_WORKERS: '1',
    YORUYAKU_REQUESTS_PER_MINUTE: '0',
    ...settings,
  };
  // A signal that would end it when it may not write any more is ignored: see `fill`.
  const server = spawn('sh', ['-c', `trap '' XFSZ; exec "$0" serve --demo`, binary], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  let said = '';
  const base = await new Promise((resolve, reject) => {
    const look = (part) => {
      said += part;
      const found = said.match(/page\s+(http:\/\/[^/\s]+)\//);
      if (found) resolve(found[1]);
    };
    server.stdout.on('data', look);
    server.stderr.on('data', look);
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    setTimeout(() => reject(new Error(`the server did not start: ${said}`)), 60_000).unref();
  });
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  /** Runs another command of the program on the same database, giving it `input`. */
  const run = (args, input = '') => {
    const done = spawnSync(binary, args, { cwd: folder, env, input, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${args.join(' ')}: ${done.stderr}`);
    return done.stdout;
  };
  /** From now on nothing can be written, as on a full disk; false where that cannot be had here. */
  const fill = () => spawnSync('prlimit', ['--pid', `${server.pid}`, '--fsize=1']).status === 0;
  return { base, folder, stop, run, fill, crash: () => server.kill('SIGKILL') };
}

/** Chromium was seen never to answer that a context shall end, after a test whose claims had all held. A run that waits for
    ever says nothing at all: it is told, and the browser, which ends the context with it, is killed where it does not end. */
const ENDED_WITHIN_MS = 30_000;

async function isLate(ending, what) {
  let timer;
  const late = new Promise((resolve) => { timer = setTimeout(resolve, ENDED_WITHIN_MS, true); });
  const is = await Promise.race([ending, late]) === true;
  clearTimeout(timer);
  if (is) console.log(`# Chromium did not end ${what} in time`);
  return is;
}

/** A browser that talks to nobody but the page; one that draws (WebGL), by the processor, where `gl` is asked for. */
export async function startBrowser({ gl = false } = {}) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
      ...(gl ? ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] : ['--disable-gpu']),
    ],
  });
  const open = browser.newContext.bind(browser);
  browser.newContext = async (settings) => {
    const context = await open(settings);
    const close = context.close.bind(context);
    context.close = async () => { await isLate(close(), 'a context'); };
    return context;
  };
  const end = browser.close.bind(browser);
  browser.close = async () => {
    if (await isLate(end(), 'itself')) spawnSync('pkill', ['-KILL', '-P', `${process.pid}`, 'chrom']);
  };
  return browser;
}

/** The server and the browser of a file of tests, once `setUp` has started them. */
export let server, browser;

/** Starts both before the first test and ends them after the last: the server with the settings that `settings()` gives,
    if any; then `begun()`, and at the end `ended()`. */
export function setUp({ settings, begun, ended, gl } = {}) {
  before(async () => {
    server = await startServer(NIGHT, await settings?.());
    browser = await startBrowser({ gl });
    await begun?.();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    await ended?.();
  });
}

/** Visits each of `these` with `walk(page, one)`, on two pages side by side: one for each core of a small machine. */
export async function inLanes(browser, settings, these, walk) {
  const waiting = [...these];
  const context = await browser.newContext(settings);
  try {
    await Promise.all([1, 2].map(async () => {
      const page = await context.newPage();
      while (waiting.length) await walk(page, waiting.shift());
    }));
  } finally {
    await context.close();
  }
}

let axe;

/** What axe has against a page itself, in a line each; with rules or tags chosen as axe takes them. Frames in it are pages of
    their own: `AxeBuilder` goes into them, and takes several times as long. */
export async function faults(page, choice) {
  axe ||= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  return page.evaluate(async (choice) => {
    const { violations } = await window.axe.run({ ...choice, iframes: false, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
  }, choice);
}

/** A place in the middle of the demonstration, chosen on a map as it were. */
export const NEAR = new URLSearchParams({ q: '太子堂', near: '35.6437,139.6710', near_for: '太子堂' }).toString();

/** A town of that name that two municipalities have, once `addNamesakes` has told of them. */
const NAMESAKE = '見本が丘';

/** Teaches a running server two towns of one name, five kilometres apart. */
export async function addNamesakes({ base, folder, run }) {
  const file = join(folder, 'towns.csv');
  const row = (code, name, town, at) => `13,東京都,${code},${name},${code}0001001,${town},${at},0,1\r\n`;
  writeFileSync(file, '都道府県コード,都道府県名,市区町村コード,市区町村名,大字町丁目コード,大字町丁目名,緯度,経度,原典資料コード,大字・字・丁目区分コード\r\n'
    + row('13112', '世田谷区', NAMESAKE, '35.6437,139.6710') + row('13110', '目黒区', NAMESAKE, '35.6300,139.7000'));
  run(['gazetteer', 'import', file]);
  for (let tries = 0; tries < 100; tries++) {
    const { items } = await (await fetch(`${base}/v1/places?${new URLSearchParams({ q: NAMESAKE })}`)).json();
    if (items.length > 1) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error('the server has not learnt the towns');
}

/** Every kind of page and state, by a name for messages. `{pharmacy}` stands for the first one found. */
export const PAGES = {
  start: '/',
  'result at night': `/?${NEAR}`,
  'result expected': `/?${NEAR}&when=at&date=2026-11-24&time=10:00`,
  'result of an interval': `/?${NEAR}&when=at&date=2026-11-24&time=10:00&until=12:00`,
  'result with services': `/?${NEAR}&service=home_visit&service=test_kits`,
  'nothing open': `/?${NEAR}&radius_m=100&when=at&date=2026-11-25&time=04:00`,
  'every result': `/?${NEAR}&radius_m=10000&all=1`,
  'a name': `/?${new URLSearchParams({ q: '玉川薬局' })}`,
  'a municipality': `/?${new URLSearchParams({ q: '世田谷区' })}`,
  'a town': `/?${new URLSearchParams({ q: '太子堂四丁目' })}`,
  'an ambiguous place': `/?${new URLSearchParams({ q: NAMESAKE })}`,
  'an unknown place': `/?${new URLSearchParams({ q: 'zzzzzz' })}`,
  'a fault': `/?${NEAR}&when=at&date=2026-02-30&time=`,
  pharmacy: '{pharmacy}',
  'pharmacy unread': '{unread}',
  areas: '/areas',
  area: '/areas/13112',
  'an area in another month': '/areas/13112?month=2026-12',
  'a prefecture': `/?${new URLSearchParams({ q: '東京都' })}`,
  'far from every list': '/?near=43.0621,141.3544',
  'for part of an interval': `/?${NEAR}&when=at&date=2026-11-22&time=20:00&until=02:00`,
  'no network': '/offline',
  correction: '{pharmacy}/correction',
  'as printed': `/?${NEAR}&view=print`,
  'not found': '/nothing-here',
  'not to be answered': '{pharmacy}/door.pdf?date=2026-02-30&time=x',
};

/** The addresses of PAGES on a running server. */
export async function addresses(base) {
  const listed = await (await fetch(`${base}/v1/pharmacies?limit=100&state=open,on_call,closed,unknown`)).json();
  const items = listed.items;
  const named = (part) => items.find((item) => item.name.includes(part)) || items[0];
  const fill = { '{pharmacy}': `/p/${named('ひだまり').id}`, '{unread}': `/p/${(items.find((i) => i.status.basis === 'none') || items[0]).id}` };
  return Object.entries(PAGES).map(([name, path]) => ({ name, path: path.replace(/\{\w+\}/, (name) => fill[name]) }));
}

/** `path` in a language. */
export const inLanguage = (path, lang) => `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
