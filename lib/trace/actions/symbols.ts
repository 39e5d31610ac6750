/** What strace -X raw leaves as numbers (x86-64, arm and arm64 agree in these): include/uapi/asm-generic/fcntl.h. */
const fcntlOperations: Readonly<Record<number, string>> = {
  0: 'F_DUPFD',
  1: 'F_GETFD',
  2: 'F_SETFD',
  3: 'F_GETFL',
  4: 'F_SETFL',
  5: 'F_GETLK',
  6: 'F_SETLK',
  7: 'F_SETLKW',
  1030: 'F_DUPFD_CLOEXEC',
}

const signalNames =
  `HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN
TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS`.split(/\s+/)

const signals: Readonly<Record<number, string>> = Object.fromEntries(
  signalNames.map((name, index) => [index + 1, `SIG${name}`]),
)

/** The name behind a number, `0x3 /* F_GETFL * /` of -X verbose; the argument itself where it is a name. */
function symbol(argument: string, numbers: Readonly<Record<number, string>>): string {
  const comment = argument.indexOf('/* ')
  if (comment >= 0) return argument.slice(comment + 3).replace(/ \*\/.*$/s, '')
  return (/^(0x[\da-f]+|\d+)$/.test(argument) ? numbers[Number(argument)] : undefined) ?? argument
}

export const fcntlOperation = (argument: string): string => symbol(argument, fcntlOperations)
export const signalName = (argument: string): string => symbol(argument, signals)
