import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkConfig } from './config'
import { readEvidence } from './formats'

const options =
  readEvidence(
    '.config',
    `CONFIG_WATCHDOG=y
# CONFIG_WATCHDOG_NOWAYOUT is not set
CONFIG_SOFT_WATCHDOG=m
CONFIG_HZ=1000
CONFIG_PHYSICAL_START=0x1000000
CONFIG_LSM="lockdown,yama"
`,
  ).options ?? new Map()

const outcomeOf = (text: string) =>
  checkConfig(options, text).map(({ option, expected, outcome, found, line }) => [
    option.slice(7),
    expected,
    outcome,
    found,
    line,
  ])

describe('an assumption of use on the configuration', () => {
  it.each([
    ['`CONFIG_WATCHDOG=y`', [['WATCHDOG', '=y', 'holds', 'y', 1]]],
    ['The integrator shall set CONFIG_WATCHDOG_NOWAYOUT=y.', [['WATCHDOG_NOWAYOUT', '=y', 'differs', 'n', 2]]],
    ['# CONFIG_WATCHDOG_NOWAYOUT is not set', [['WATCHDOG_NOWAYOUT', 'is not set', 'holds', 'n', 2]]],
    ['CONFIG_WATCHDOG_NOWAYOUT=n', [['WATCHDOG_NOWAYOUT', '=n', 'holds', 'n', 2]]],
    ['CONFIG_WATCHDOG is not set', [['WATCHDOG', 'is not set', 'differs', 'y', 1]]],
    ['CONFIG_SOFT_WATCHDOG=y', [['SOFT_WATCHDOG', '=y', 'differs', 'm', 3]]],
    ['CONFIG_SOFT_WATCHDOG=m|y,', [['SOFT_WATCHDOG', '=m|y', 'holds', 'm', 3]]],
    ['CONFIG_HZ=1000', [['HZ', '=1000', 'holds', '1000', 4]]],
    ['CONFIG_HZ=0x3e8', [['HZ', '=0x3e8', 'holds', '1000', 4]]],
    ['CONFIG_PHYSICAL_START=16777216', [['PHYSICAL_START', '=16777216', 'holds', '0x1000000', 5]]],
    ['CONFIG_LSM="lockdown,yama"', [['LSM', '="lockdown,yama"', 'holds', '"lockdown,yama"', 6]]],
    ['CONFIG_LSM="yama"', [['LSM', '="yama"', 'differs', '"lockdown,yama"', 6]]],
    ['CONFIG_NO_SUCH=y', [['NO_SUCH', '=y', 'absent', undefined, undefined]]],
    ['# CONFIG_NO_SUCH is not set', [['NO_SUCH', 'is not set', 'absent', undefined, undefined]]],
    ['with CONFIG_WATCHDOG built in', [['WATCHDOG', '', 'noValue', 'y', 1]]],
    ['MYCONFIG_WATCHDOG=y, and no option at all', []],
  ])('%s', (text, outcome) => expect(outcomeOf(text)).toEqual(outcome))

  it('of several options is held one by one, in their order', () => {
    const text =
      'The integrator shall set **CONFIG_WATCHDOG=y**, (`CONFIG_WATCHDOG_NOWAYOUT=y`) and\n# CONFIG_DEVMEM is not set\n'
    expect(outcomeOf(text).map(([option, , outcome]) => [option, outcome])).toEqual([
      ['WATCHDOG', 'holds'],
      ['WATCHDOG_NOWAYOUT', 'differs'],
      ['DEVMEM', 'absent'],
    ])
  })

  it('needs time in proportion to a hostile text', () => {
    checkConfig(options, `CONFIG_A=${'"a\\'.repeat(300_000)}`)
    checkConfig(options, 'CONFIG_A=y|'.repeat(300_000))
  })

  const real = '../shared/data/evidence/kernel.config'
  it.skipIf(!existsSync(real))('is held against the real configuration, each option as grep finds it', () => {
    const text = readFileSync(real, 'utf8')
    const config = readEvidence('kernel.config', text).options ?? new Map()
    const lines = text.split('\n')
    const checks = checkConfig(config, lines.slice(0, 600).join('\n'))
    expect(checks.length).toBeGreaterThan(400)
    for (const { option, outcome, line } of checks) {
      expect([option, outcome]).toEqual([option, 'holds'])
      expect(lines[(line ?? 0) - 1]).toMatch(new RegExp(`^(# )?${option}[= ]`))
    }
  })
})
