// The running server against everything its contract says: schemathesis, all checks, all phases, good and bad data.
//
// Three servers side by side: two answer each operation by itself, one whole stories (sent, published, withdrawn,
// restored). CONTRACT_EXAMPLES says how many cases an operation gets at least, counted one by one in the report that the
// tool writes; those that have not as many possible questions are named below.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contract, folder, here, job, python, serve } from './house.mjs';

const examples = process.env.CONTRACT_EXAMPLES || '200';

/**
 * Operations that take neither parameter nor body: beside the address itself there are only the methods they don't take, and
 * all of these are asked.
 */
const FEW = { 'GET /health/live': 9, 'GET /health/ready': 9, 'GET /metrics': 9, 'GET /problems': 9, 'GET /v1/template.xlsx': 9 };

/** Runs these phases against a server of their own and tells how it ended. */
async function fuzz(t, phases, ...more) {
  const { base, token, isRunning, said } = await serve(t);
  const home = folder(t);
  const report = join(home, 'report.ndjson');
  const args = ['-m', 'schemathesis.cli', '--config-file', join(here, 'schemathesis.toml'), 'run', contract];
  args.push('--report', 'ndjson', '--report-ndjson-path', report);
  const seed = process.env.CONTRACT_SEED ? ['--seed', process.env.CONTRACT_SEED] : [];
  const { status, told } = await job(
    python,
    [...args, '--url', base, '--phases', phases, '--max-examples', examples, '--checks', 'all', ...seed, ...more],
    { cwd: home, env: { ...process.env, YORUYAKU_TOKEN: token('operator'), YORUYAKU_BASE_URL: base, PYTHONPATH: here, SCHEMATHESIS_HOOKS: 'hooks' } },
  );
  const summary = told.slice(told.indexOf('= SUMMARY ='));
  const asked = counted(report);
  const fewest = [...asked].sort(([, a], [, b]) => a - b).map(([operation, cases]) => `${cases} ${operation}`);
  t.diagnostic(`${phases}: cases by operation, fewest first: ${fewest.join(', ')}`);
  assert.equal(status, 0, told.slice(-60_000));
  assert.ok(isRunning(), `the server ended: ${said()}`);
  assert.doesNotMatch(said(), /panicked|request failed/, said());
  const [, tested] = summary.match(/Tested: (\d+)/) || [];
  const [, cases] = summary.match(/(\d+) generated/) || [];
  t.diagnostic(`${phases}: ${cases} cases`);
  return { tested: Number(tested), cases: Number(cases), told, asked };
}

/** How many cases each operation (`GET /v1/places`) was asked with, by the report of a run. */
function counted(report) {
  const asked = new Map();
  for (const line of readFileSync(report, 'utf8').split('\n').filter((line) => line.startsWith('{"ScenarioFinished"'))) {
    const { label, cases } = JSON.parse(line).ScenarioFinished.recorder;
    asked.set(label, (asked.get(label) || 0) + Object.keys(cases || {}).length);
  }
  return asked;
}

const skip = !python && 'Python is not installed';

// The operations as the tool calls them (`GET /v1/places`), each with its id.
const operations = new Map(
  Object.entries(JSON.parse(readFileSync(contract, 'utf8')).paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId }]) => [`${method.toUpperCase()} ${path}`, operationId]),
  ),
);
const least = (operation) => Math.min(FEW[operation] ?? Infinity, Number(examples));
const phases = 'examples,coverage,fuzzing';
const some = ['lists', 'feeds'];
const named = (option) => some.flatMap((tag) => [option, tag]);

test('schemathesis', { skip, concurrency: 3 }, async (t) => {
  const asked = new Map();
  const count = (some) => some.forEach((cases, operation) => asked.set(operation, (asked.get(operation) || 0) + cases));
  const alone = async (t, ...which) => {
    const first = await fuzz(t, phases, ...which);
    assert.equal(first.asked.size, first.tested);
    count(first.asked);
    // Among many operations the tool leaves some early; those are asked again by themselves.
    for (let again = 0; again < 3; again += 1) {
      const short = [...first.asked.keys()].filter((operation) => asked.get(operation) < least(operation));
      if (!short.length) return;
      const ids = short.flatMap((operation) => ['--include-operation-id', operations.get(operation)]);
      count((await fuzz(t, 'fuzzing', ...ids)).asked);
    }
  };
  await Promise.all([
    t.test('each operation by itself: lists and feeds', (t) => alone(t, ...named('--include-tag'))),
    t.test('each operation by itself: the others', (t) => alone(t, ...named('--exclude-tag'))),
    t.test('stories of several operations', async (t) => {
      const { cases, told } = await fuzz(t, 'stateful');
      assert.ok(cases >= Number(examples), told.slice(-4000));
    }),
  ]);
  assert.deepEqual([...asked.keys()].sort(), [...operations.keys()].sort(), 'every operation is asked');
  const short = [...asked].filter(([operation, cases]) => cases < least(operation));
  assert.deepEqual(short, [], `fewer than ${examples} cases`);
  assert.deepEqual(Object.keys(FEW).filter((operation) => !operations.has(operation)), [], 'named above and not there');
});
