import type { ResultWords } from './words'

/** What stands inside a `<testcase>`, or inside a `<testsuite>` beside its cases. */
export const junitElement = {
  title: 'JUnit XML: elements in a `<testcase>` or `<testsuite>`',
  source:
    'JUnit.xsd of Ant; surefire-test-report.xsd; pytest junitxml.py; lib/internal/test_runner/reporter/junit.js of Node',
  rows: [
    ['pass', [''], 'no element that tells a result'],
    ['fail', ['failure', 'rerunFailure'], 'failed; with rerunFailure, each further try as well (Surefire)'],
    ['error', ['error', 'rerunError'], 'broke, or its fixture did'],
    ['skip', ['skipped'], 'did not run, or did not come to an end on purpose'],
    ['flaky', ['flakyFailure', 'flakyError'], 'failed first, and passed when it was tried again (Surefire)'],
    ['xfail', ['softfailure', 'skipped type=pytest.xfail'], 'failed as is known or expected'],
    ['xpass', ['skipped type=todo'], 'a TODO without a failure beside it (Node): it passed'],
    ['unknown', ['(cut off)'], 'the file ends inside the case'],
    ['xpass', ['skipped: xfail-marked test passes unexpectedly'], 'passed though it is expected to fail (pytest)'],
  ],
  silent: ['properties', 'property', 'system-out', 'system-err', 'attachments', 'attachment', 'testsuite', 'testcase'],
} as const satisfies ResultWords

/** The attributes `status`, `result` and `outcome` of a case or suite. */
export const junitAttribute = {
  title: 'JUnit XML: attributes `status`, `result`, `outcome`',
  source:
    'gtest.cc of GoogleTest (run, notrun; completed, skipped, suppressed); CTest; Jenkins CaseResult.Status; openQA',
  rows: [
    ['pass', ['pass', 'passed', 'ok', 'success', 'successful', 'succeeded', 'fixed'], 'passed'],
    ['pass', ['run', 'completed'], 'ran to its end: the elements and the other attribute say how'],
    ['fail', ['fail', 'failed', 'failure', 'regression'], 'failed'],
    ['error', ['error', 'errored', 'broken', 'crash', 'crashed'], 'broke'],
    ['error', ['timeout', 'timed out', 'timeout exceeded'], 'timed out: it came to no verdict'],
    ['error', ['aborted', 'interrupted', 'killed', 'incomplete'], 'was interrupted: it came to no verdict'],
    ['skip', ['skip', 'skipped', 'ignored', 'pending'], 'was left out'],
    ['skip', ['disabled', 'notrun', 'suppressed', 'cancelled', 'canceled'], 'nothing ran'],
    ['flaky', ['flaky', 'flake'], 'passed and failed'],
    ['xfail', ['softfail', 'softfailed', 'softfailure'], 'soft-failed: failed as is known'],
    [
      'xfail',
      ['xfail', 'xfailed', 'expected failure', 'known failure', 'known issue', 'todo'],
      'failed as is expected',
    ],
    ['xpass', ['xpass', 'xpassed', 'unexpected pass', 'unexpected success'], 'passed though it is expected to fail'],
    ['unknown', ['inconclusive', 'warning', 'warn', 'unstable', 'unknown', 'none'], 'neither passed nor failed'],
  ],
} as const satisfies ResultWords

/** Where a failure and a word that softens it are one result, by the writer that puts both there. */
export const junitPair = {
  title: 'JUnit XML: a failure that its writer expects',
  source: 'junit.js of Node (a TODO that failed); t/data/junit-results of openQA (status="softfail")',
  rows: [
    ['xfail', ['failure, skipped type=todo'], 'failed as is expected'],
    ['xfail', ['failure, status=softfail', 'failure, status=softfailed'], 'soft-failed: failed as is known'],
  ],
} as const satisfies ResultWords
