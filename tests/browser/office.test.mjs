// An association's clerk: signs in, sends a list, looks, publishes, goes back. By keyboard, without scripts, and looked at by axe.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { DATABASES, startBrowser, startServer } from './support.mjs';

const PASSWORD = 'ながいあいことばです、たぶん十五文字';
const HEADINGS = '薬局名,所在地,電話番号,開局時間';
const FIRST = `${HEADINGS}
あおば薬局（見本）,東京都世田谷区太子堂4-1-1,00-0000-9001,月～金9:00～18:00 土日祝休み
もみじ薬局（見本）,東京都世田谷区三軒茶屋2-1-1,00-0000-9002,月～土9:00～
`;
const SECOND = `${HEADINGS}
あおば薬局（見本）,東京都世田谷区太子堂4-1-1,00-0000-9001,月～金9:00～17:00 土日祝休み
もみじ薬局（見本）,東京都世田谷区三軒茶屋2-1-1,00-0000-9002,月～土9:00～19:00 日祝休み
`;

let server, browser, folder;

async function visit(settings, walk) {
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 1024, height: 800 }, ...settings });
  const page = await context.newPage();
  try {
    await walk(page, context);
  } finally {
    await context.close();
  }
}

async function signIn(page, name = 'sato') {
  await page.goto(`${server.base}/office`);
  assert.match(page.url(), /\/office\/sign-in$/);
  await page.getByLabel('ユーザー名').fill(name);
  await page.getByLabel('パスワード').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/office$/);
}

async function send(page, name) {
  await page.goto(`${server.base}/office`);
  await page.getByLabel('新しい一覧を送る').setInputFiles(join(folder, name));
  await page.getByLabel('一覧の全部').check();
  await page.getByRole('button', { name: '送って確かめる' }).click();
  await page.waitForURL(/\/office\/listings\//);
}

async function publish(page) {
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: '公開する', exact: true }).click();
  await page.getByText('公開中', { exact: true }).waitFor();
}

const names = async () => {
  const found = await fetch(`${server.base}/v1/pharmacies?association=setagaya&limit=100&state=open,on_call,closed,unknown`);
  return (await found.json()).items.map((item) => item.name).sort();
};

for (const { name: database, settings, skip } of DATABASES) describe(`on ${database}`, { skip }, () => {
before(async () => {
  server = await startServer(undefined, settings());
  server.run(['user', 'add', 'sato', '--authority', 'editor:setagaya'], `${PASSWORD}\n`);
  browser = await startBrowser();
  folder = mkdtempSync(join(tmpdir(), 'yoruyaku-lists-'));
  writeFileSync(join(folder, 'first.csv'), FIRST);
  writeFileSync(join(folder, 'second.csv'), SECOND);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('from sign-in to upload, publication and back', () => visit({ javaScriptEnabled: false }, async (page) => {
  await signIn(page);
  await send(page, 'first.csv');
  const first = page.url();
  await page.getByText('1割より多い').waitFor();
  await page.getByText('時間を読めないので').first().waitFor();
  // Without the ticks the browser itself does not send the form.
  await page.getByRole('button', { name: '公開する', exact: true }).click();
  assert.equal(page.url(), first);
  assert.notDeepEqual(await names(), ['あおば薬局（見本）', 'もみじ薬局（見本）']);
  await publish(page);
  assert.deepEqual(await names(), ['あおば薬局（見本）', 'もみじ薬局（見本）']);

  await send(page, 'second.csv');
  await page.locator('del', { hasText: '18:00' }).first().waitFor();
  await page.locator('ins', { hasText: '17:00' }).first().waitFor();
  await publish(page);

  await page.goto(first);
  await page.getByRole('button', { name: 'この版に戻す' }).click();
  await page.getByText('公開中', { exact: true }).waitFor();
  await page.getByRole('button', { name: '公開を取り下げる' }).click();
  await page.getByText('取り下げ済み', { exact: true }).waitFor();
  assert.deepEqual(await names(), []);
  await page.getByRole('button', { name: 'この版に戻す' }).click();
  await page.getByText('公開中', { exact: true }).waitFor();
  assert.equal((await names()).length, 2);
}));

test('cells are put right and columns confirmed where they are shown', () => visit({ javaScriptEnabled: false }, async (page) => {
  const rows = [1, 2, 3, 4, 5].map((n) => `薬局${n}（見本）,東京都世田谷区下馬${n}-1-1,00-0000-900${n},00-0000-910${n},月～金9:00～18:00 土日祝休み`);
  const nameless = ',東京都世田谷区三軒茶屋2-1-1,00-0000-9011,,月～土9:00～19:00 日祝休み';
  writeFileSync(join(folder, 'asked.csv'), `薬局名,所在地,電話番号,よるのでんわ,開局時間\n${rows.join('\n')}\n${nameless}\n`);
  await signIn(page);
  await send(page, 'asked.csv');
  const first = page.url();
  await page.getByLabel('D列「よるのでんわ」は「時間外連絡先」ですか').selectOption({ label: 'はい、「時間外連絡先」です' });
  await page.getByRole('button', { name: '答えて、もう一度確かめる' }).click();
  await page.getByText('（答えていただいたとおり）').first().waitFor();
  assert.notEqual(page.url(), first);

  await page.getByRole('link', { name: '直せる行が 1 行あります' }).click();
  await page.getByLabel('A列 薬局名').fill('やなぎ薬局（見本）');
  await page.getByRole('button', { name: '直した内容で、もう一度確かめる' }).click();
  await page.getByText('ページで直した内容に読みかえました').first().waitFor();
  assert.equal(await page.getByRole('heading', { name: 'その場で直す' }).count(), 0);
  await publish(page);
  assert.ok((await names()).includes('やなぎ薬局（見本）'));

  // The file is what was sent; the answer is remembered for the next one.
  const [kept] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '送られたファイルを受け取る' }).click()]);
  assert.ok(readFileSync(await kept.path(), 'utf8').includes(nameless));
  await send(page, 'asked.csv');
  await page.getByText('（答えていただいたとおり）').first().waitFor();
  assert.equal(await page.getByText('ですか').count(), 0);
}));

test('a second person publishes where that is wanted', () => visit({ javaScriptEnabled: false }, async (page) => {
  server.run(['user', 'add', 'kato', '--authority', 'editor:setagaya'], `${PASSWORD}\n`);
  server.run(['association', 'rules', 'setagaya', '--second-person', 'on']);
  try {
    await signIn(page);
    await send(page, 'second.csv');
    const sent = page.url();
    await page.getByText('送った人とは別の人が公開します').waitFor();
    assert.equal(await page.getByRole('button', { name: '公開する', exact: true }).count(), 0);
    await visit({ javaScriptEnabled: false }, async (other) => {
      await signIn(other, 'kato');
      await other.goto(sent);
      await publish(other);
      await other.getByText('kato').first().waitFor();
    });
  } finally {
    server.run(['association', 'rules', 'setagaya', '--second-person', 'off']);
  }
}));

test('a long check tells how far it is, and ends at its report', () => visit({ javaScriptEnabled: false }, async (page) => {
  const rows = Array.from({ length: 30_000 }, (_, n) => `"薬局${n}号店（見本）",東京都世田谷区下馬${n}-1-1,00-${String(n).padStart(8, '0')},月～金9:00～18:00 土日祝休み`);
  writeFileSync(join(folder, 'long.csv'), `${HEADINGS}\n${rows.join('\n')}\n`);
  await signIn(page);
  await page.getByLabel('新しい一覧を送る').setInputFiles(join(folder, 'long.csv'));
  await page.getByLabel('一覧の全部').check();
  await page.getByRole('button', { name: '送って確かめる' }).click();
  await page.waitForURL(/\/office\/(checks|listings)\//, { timeout: 60_000 });
  if (page.url().includes('/checks/')) {
    assert.match(await page.getByRole('status').textContent(), /時間がかかっています/);
    assert.equal(await page.locator('[aria-current=step]').count(), 1);
  } else {
    console.log('so fast a machine that nobody had to wait');
  }
  await page.waitForURL(/\/office\/listings\//, { timeout: 180_000 });
  await page.getByText('30000').first().waitFor();
}));

test('a file is dropped on the page', () => visit({}, async (page) => {
  await signIn(page);
  const input = page.getByLabel('新しい一覧を送る');
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }));
    return transfer;
  }, SECOND);
  await input.evaluate((element, transfer) => { element.files = transfer.files; }, data);
  await page.getByLabel('一覧の全部').check();
  await page.getByRole('button', { name: '送って確かめる' }).click();
  await page.getByRole('heading', { name: '一覧「dropped.csv」' }).waitFor();
}));

test('the whole way by keyboard alone', () => visit({}, async (page) => {
  await signIn(page);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  const reached = new Set();
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => document.activeElement.name || document.activeElement.textContent.trim()));
  }
  for (const name of ['file', 'scope', '送って確かめる', '変わりがないことを記録する', 'トークン', '記録']) {
    assert.ok(reached.has(name), `the keyboard does not reach ${name}: ${[...reached].join(' | ')}`);
  }
}));

test('every page is accessible, on a wide and on a narrow screen', () => visit({}, async (page) => {
  await signIn(page);
  await send(page, 'first.csv');
  const pages = ['/office', page.url().slice(server.base.length), '/office/lists/setagaya/versions', '/office/rosters/setagaya', '/office/tokens', '/office/record'];
  for (const width of [1024, 320]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of pages) {
      await page.goto(server.base + path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`), [], `${path} at ${width}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${path} at ${width}: ${overflow}px too wide`);
    }
  }
}));

test('a list is sent with what supplements it', () => visit({ javaScriptEnabled: false }, async (page) => {
  writeFileSync(join(folder, 'more.csv'), '薬局名,無菌調剤\nあおば薬局（見本）,○\n');
  await signIn(page);
  await page.getByText('足りない項目が別のファイルにあるとき').click();
  await page.getByLabel('新しい一覧を送る').setInputFiles(join(folder, 'second.csv'));
  await page.getByLabel('補うファイル').setInputFiles([join(folder, 'more.csv')]);
  await page.getByLabel('一覧の全部').check();
  await page.getByRole('button', { name: '送って確かめる' }).click();
  await page.getByRole('heading', { name: '一覧「second.csv + more.csv」' }).waitFor();
  await page.getByText('いくつかのファイルを、薬局ごとに合わせて').first().waitFor();
}));
});
