import type { ResultWords } from './words'

export const tap = {
  title: 'TAP 12, 13 and 14, KTAP 1, KUnit, node:test, kselftest since 5.1',
  source: 'testanything.org (12, 13, 14); Documentation/dev-tools/ktap.rst; tools/testing/selftests/kselftest.h',
  rows: [
    [
      'pass',
      ['ok'],
      'passed; what stands behind # is a remark, but for a word of this table, or one of four capitals or more, which is unknown',
    ],
    ['fail', ['not ok'], 'failed'],
    ['skip', ['ok # SKIP', 'not ok # SKIP'], 'was left out'],
    ['skip', ['1..0'], 'nothing ran'],
    ['xfail', ['not ok # TODO', 'ok # XFAIL', 'not ok # XFAIL'], 'failed as is known or expected'],
    ['xpass', ['ok # TODO', 'ok # XPASS', 'not ok # XPASS'], 'passed though it is expected to fail'],
    ['error', ['ok # TIMEOUT', 'not ok # TIMEOUT'], 'timed out: it came to no verdict'],
    ['error', ['ok # ERROR', 'not ok # ERROR'], 'broke'],
    ['error', ['Bail out!'], 'interrupted: what was still to come did not run'],
    ['unknown', ['begun'], 'begun, and no result came: it crashed, hung, or its line was lost'],
  ],
} as const satisfies ResultWords

export const kselftest = {
  title: 'kselftest up to Linux 5.0: `ok 1..1 selftests: DIR: TEST [PASS]`, `selftests: TEST [PASS]`',
  source:
    'tools/testing/selftests/lib.mk of Linux 4.15, 4.17, 4.19 and 5.0; where the two words differ, the worse counts',
  rows: [
    ['pass', ['ok [PASS]', '[PASS]'], 'ended with exit code 0'],
    ['fail', ['not ok [FAIL]', '[FAIL]', 'ok [FAIL]', 'not ok [PASS]'], 'failed, or could not be run'],
    ['skip', ['not ok [SKIP]', 'ok [SKIP]', '[SKIP]'], 'ended with exit code 4: it was left out'],
  ],
} as const satisfies ResultWords

export const ltp = {
  title: 'LTP: `TPASS` … in logs, and `status` and `result` in JSON (kirk, openQA)',
  source: 'tst_res_flags.h and tst_test.c of LTP; kirk, libkirk/results.py',
  rows: [
    ['pass', ['PASS', 'PASSED'], 'passed'],
    ['fail', ['FAIL', 'FAILED'], 'failed'],
    ['error', ['BROK', 'BROKEN'], 'broke: it came to no verdict'],
    ['skip', ['CONF', 'SKIP', 'SKIPPED'], 'is not configured, or was left out'],
    ['unknown', ['WARN', 'RETR'], 'warned, or is no result'],
    ['unknown', ['begun'], 'begun, and no end came: it crashed, hung, or the log was cut'],
  ],
} as const satisfies ResultWords

export const ltpExit = {
  title: 'LTP: exit codes',
  source: 'tst_res_flags.h of LTP: bits 1 TFAIL, 2 TBROK, 4 TWARN, 16 TINFO, 32 TCONF',
  rows: [
    ['pass', ['0'], 'passed'],
    ['fail', ['TFAIL'], 'bit 1'],
    ['error', ['TBROK', 'signal', 'other'], 'bit 2; ended by a signal; any code that is none of these bits'],
    ['skip', ['TCONF'], 'bit 32 without 4'],
    ['unknown', ['TWARN'], 'bit 4, or 16 alone'],
  ],
} as const satisfies ResultWords

export const stressNg = {
  title: 'stress-ng: its log and its YAML',
  source: 'stress-ng.c of stress-ng (stress_exit_status_summary, stress_run_parallel)',
  rows: [
    ['pass', ['passed'], 'all instances of the stressor passed, and none was skipped'],
    ['pass', ['successful run completed'], 'and at least one stressor of the run passed'],
    ['pass', ['dispatched, successful run completed'], 'a stressor, where no summary names any (before 0.15.07)'],
    ['fail', ['failed', 'fail', 'unsuccessful run completed'], 'failed'],
    ['error', ['error'], 'ended with an error that is no failure of a check'],
    ['skip', ['skipped'], 'was left out'],
    ['skip', ['successful run completed, nothing passed'], 'nothing ran'],
    ['unknown', ['dispatched', 'begun'], 'the run failed, has no end, or sums up others: of this one nothing is known'],
    ['unknown', ['measured'], 'figures say neither pass nor fail'],
  ],
} as const satisfies ResultWords

export const latency = {
  title: 'cyclictest and rtla',
  source: 'cyclictest.c of rt-tests; rtla of Linux (tools/tracing/rtla)',
  rows: [
    ['fail', ['limit passed'], 'a limit that the tool was given was passed: cyclictest -b; rtla -i, -s, -T'],
    ['unknown', ['measured'], 'figures say neither pass nor fail: a requirement says what is good enough'],
  ],
} as const satisfies ResultWords

export const paxtest = {
  title: 'paxtest',
  source: 'body.c and the README of paxtest',
  rows: [
    ['pass', ['Killed'], 'the attempt was stopped: the protection works'],
    ['fail', ['Vulnerable', 'No randomization', 'No randomisation'], 'the attempt succeeded'],
    ['error', [''], 'it died before it said anything'],
    ['unknown', ['bits'], 'bits of randomness are a measurement'],
    ['unknown', ['paxtest: return address contains a NULL byte.'], 'the attempt could not be made'],
  ],
} as const satisfies ResultWords

export const openqa = {
  title: 'openQA: results of jobs, modules and steps',
  source: 'lib/OpenQA/Jobs/Constants.pm of openQA; basetest.pm of os-autoinst',
  rows: [
    ['pass', ['passed', 'ok'], 'passed'],
    ['fail', ['failed', 'fail'], 'failed'],
    ['xfail', ['softfailed', 'softfail'], 'soft-failed: a known defect was met'],
    ['error', ['incomplete'], 'the worker died: it came to no verdict'],
    ['error', ['timeout_exceeded'], 'timed out: it came to no verdict'],
    ['skip', ['skipped', 'skip', 'missing'], 'was left out, as what it needs failed'],
    ['skip', ['obsoleted'], 'was left out: a newer build came'],
    [
      'unknown',
      ['user_cancelled', 'user_restarted', 'cancelled', 'canceled'],
      'a person interrupted it: that says nothing',
    ],
    ['unknown', ['parallel_failed', 'parallel_restarted'], 'interrupted, as the job beside it failed or began anew'],
    ['unknown', ['none', 'running', 'unk', 'unknown'], 'there is no result yet, or only something to look at'],
    ['unknown', ['not done'], 'the job is scheduled, runs, or was cancelled: what it says of itself may change'],
    ['xfail', ['dents'], 'a module with soft failures'],
  ],
} as const satisfies ResultWords
