// The running server against everything its contract says: schemathesis, all checks, all phases, good and bad data.
//
// Three servers side by side: two answer each operation by itself, one whole stories (sent, published, withdrawn,
// restored). CONTRACT_EXAMPLES says how many cases an operation gets.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contract, folder, here, job, python, serve } from './house.mjs';

const examples = process.env.CONTRACT_EXAMPLES || '200';

/** Runs these phases against a server of their own and tells how it ended. */
async function fuzz(t, phases, ...more) {
  const { base, token, isRunning, said } = await serve(t);
  const home = folder(t);
  const args = ['-m', 'schemathesis.cli', '--config-file', join(here, 'schemathesis.toml'), 'run', contract];
  const seed = process.env.CONTRACT_SEED ? ['--seed', process.env.CONTRACT_SEED] : [];
  const { status, told } = await job(
    python,
    [...args, '--url', base, '--phases', phases, '--max-examples', examples, '--checks', 'all', ...seed, ...more],
    { cwd: home, env: { ...process.env, YORUYAKU_TOKEN: token('operator'), YORUYAKU_BASE_URL: base, PYTHONPATH: here, SCHEMATHESIS_HOOKS: 'hooks' } },
  );
  const summary = told.slice(told.indexOf('= SUMMARY ='));
  assert.equal(status, 0, told.slice(-60_000));
  assert.ok(isRunning(), `the server ended: ${said()}`);
  assert.doesNotMatch(said(), /panicked|request failed/, said());
  const [, tested] = summary.match(/Tested: (\d+)/) || [];
  const [, cases] = summary.match(/(\d+) generated/) || [];
  t.diagnostic(`${phases}: ${cases} cases`);
  return { tested: Number(tested), cases: Number(cases), told };
}

const skip = !python && 'Python is not installed';

const operations = Object.values(JSON.parse(readFileSync(contract, 'utf8')).paths).flatMap(Object.values);
const phases = 'examples,coverage,fuzzing';
const some = ['lists', 'feeds'];
const named = (option) => some.flatMap((tag) => [option, tag]);

test('schemathesis', { skip, concurrency: 3 }, async (t) => {
  let covered = 0;
  const alone = async (t, ...which) => {
    const { tested, cases, told } = await fuzz(t, phases, ...which);
    covered += tested;
    assert.ok(cases >= tested * Number(examples) * 0.5, told.slice(-4000));
  };
  await Promise.all([
    t.test('each operation by itself: lists and feeds', (t) => alone(t, ...named('--include-tag'))),
    t.test('each operation by itself: the others', (t) => alone(t, ...named('--exclude-tag'))),
    t.test('stories of several operations', async (t) => {
      const { cases, told } = await fuzz(t, 'stateful');
      assert.ok(cases >= Number(examples), told.slice(-4000));
    }),
  ]);
  assert.equal(covered, operations.length, 'every operation is asked');
});
