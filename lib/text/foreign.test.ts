import { describe, expect, it } from 'vitest'
import { type Foreign, foreignBytes, foreignFiles, foreignMessage, foreignOf } from './foreign'

const bytesOf = (text: string, length = 300): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at < text.length ? text.charCodeAt(at) : 0))

const ofText = (text: string): Foreign | undefined => foreignOf({ bytes: new Uint8Array(0), lines: text.split('\n') })

const magics = [
  ['PERFILE2', /perf\.data.*perf script -i/],
  ['\x17\x08\x44tracing6', /trace\.dat.*trace-cmd report/],
  ['\x1f\x8b\x08', /gzip/],
  ['PK\x03\x04', /unzip/],
  ['\xfd7zXZ\0', /unxz/],
  ['\x28\xb5\x2f\xfd', /unzstd/],
  ['BZh91AY&SY', /bunzip2/],
  [`${'x'.repeat(257)}ustar`, /tar -xf/],
  ['\xff\xfe\0\0p\0\0\0', /iconv/],
  ['\x0a\x0d\x0d\x0a', /\.scap/],
  ['\xd4\xc3\xb2\xa1', /pcap/],
  ['\xa1\xb2\xc3\xd4', /pcap/],
  ['\xc1\x1f\xfc\xc1', /LTTng/],
  ['Ftrace!\0', /uftrace/],
  ['LPKSHHRH', /journalctl/],
  [`\x7fELF${'\0'.repeat(12)}\x04\0`, /core dump/],
  [`\x7fELF${'\0'.repeat(12)}\x03\0`, /program or library/],
] as const

const texts = [
  ['free(0x55e0)                        = <void>', /ltrace.*strace -f/],
  ['malloc(32) = 0x55e0\nstrlen("pump") = 4\nputs("on") = 3', /ltrace.*strace -f/],
  ['[pid 71] strcpy(0x7ffd, "on") = 0x7ffd\n[pid 71] close(3) = 0', /ltrace/],
  ['0.000211 SYS_brk(0) = 0x1000', /ltrace/],
  ['+++ exited (status 0) +++', /ltrace/],
  ['t/valve.t .. \nok 1 - opens\n1..1\nok', /prove.*--archive/],
  ['pump->getenv("HOME") = "/root"', /ltrace/],
  ['% time     seconds  usecs/call     calls      function', /ltrace -c.*strace -f -c/],
  ['type=SYSCALL msg=audit(1700000000.123:42): arch=c000003e syscall=257 success=yes', /auditd.*strace/],
  ['node=box type=PATH msg=audit(1700000000.123:42): item=0', /auditd/],
  ['[  1.2] audit: type=1300 audit(1700000000.123:42): arch=c000003e', /auditd/],
  ['12 10:11:12.123456789 0 pump (4711) > openat dirfd=-100(AT_FDCWD)', /sysdig/],
  ['[10:11:12.123456789] (+0.000001234) box syscall_entry_openat: { cpu_id = 0 }, { dfd = -100 }', /LTTng/],
  ['/* CTF 1.8 */', /LTTng/],
  ['Pass 1: parsed user script and 480 library scripts', /SystemTap/],
  ['# DURATION     TID     FUNCTION\n   1.234 us [  4711] | main() {', /uftrace/],
  ['   1.234 us [  4711] |   work();\n            [  4711] | } /* main */', /uftrace/],
  ['PID    COMM               FD ERR PATH\n4711   pump                3   0 /dev/pump', /bcc.*syscount/],
  ['PCOMM            PID     PPID    RET ARGS\npump             4711    1         0 /opt/pump', /bcc/],
  ['TIME(s)     COMM           PID    DISK    T SECTOR     BYTES  LAT(ms)', /bcc/],
  ['PID     TID     COMM            FUNC             -\n4711    4711    pump            do_sys_open', /bcc/],
  ['Sampling at 49 Hertz of all threads by user + kernel stack... Hit Ctrl-C to end.', /folded.*profile -f/],
  ['Tracing 1 functions for "submit_bio"... Hit Ctrl-C to end.\n  submit_bio\n  submit_bh\n    3', /stackcount/],
  ['{"traceEvents":[{"ph":"B"}', /browser/],
  ['{\n\t"linux-perf-json-version": 1,', /browser/],
  ['SYSCALL(args) \t\t = return', /another system/],
  ['  4711 pump     CALL  open(0x2c0,O_RDONLY)\n  4711 pump     RET   open 3', /another system/],
] as const

const ours = [
  'execve("/bin/pump", ["pump"], 0x7 /* 2 vars */) = 0\nwrite(1, "free(0x1) = <void>", 18) = 18',
  '[pid 12] openat(AT_FDCWD, "prog->x(", O_RDONLY) = -1 ENOENT (No such file or directory)',
  '--- SIGCHLD {si_signo=SIGCHLD} ---\n+++ exited with 0 +++',
  '71  SYS_318(0, 0, 0) = -1 (errno 38)\n71  close(3) = 0',
  ' 0)   1.234 us    |  getname();',
  '% time     seconds  usecs/call     calls    errors syscall',
  'BZhello, this is a text',
  'PID    COMM               COUNT        TIME (us)',
]

describe('a file of another tool', () => {
  it.each(magics)('is known by its first bytes: %j', (text, expected) => {
    const found = foreignBytes(bytesOf(text))
    expect(found && foreignMessage('x.bin', found)).toMatch(expected)
  })

  it.each(texts)('is known by its lines: %j', (text, expected) => {
    const found = ofText(text)
    expect(found && foreignMessage('x.txt', found)).toMatch(expected)
  })

  it.each(ours)('is not what is read here: %j', (text) => {
    expect(ofText(text)).toBeUndefined()
    expect(foreignBytes(bytesOf(text))).toBeUndefined()
  })

  it('has a way out, and each of the table was met above', () => {
    const met = [...magics.map(([text]) => foreignBytes(bytesOf(text))), ...texts.map(([text]) => ofText(text))]
    expect(foreignFiles.filter((each) => !met.includes(each)).map(({ name }) => name)).toEqual([])
    for (const { wayOut } of foreignFiles) expect(wayOut).toMatch(/^[A-Z].{8,}|^[a-z-]+ /)
  })
})
