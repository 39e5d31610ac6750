import { describe, expect, it } from 'vitest'
import { readGenericCalls } from './genericCalls'
import { type Macros, preprocess } from './preprocessor'

const own = `/* Copyright
 */
#define __ARCH_WANT_RENAMEAT
#include <asm-generic/unistd.h>
`
const generic = `#include <asm/bitsperlong.h>
#ifndef __SYSCALL
#define __SYSCALL(x, y)
#endif
#if __BITS_PER_LONG == 32 || defined(__SYSCALL_COMPAT)
#define __SC_3264(_nr, _32, _64) __SYSCALL(_nr, _32)
#else
#define __SC_3264(_nr, _32, _64) __SYSCALL(_nr, _64)
#endif
#define __SC_COMP(_nr, _sys, _comp) \\
	__SYSCALL(_nr, _sys)
#define __NR_io_setup 0
__SC_COMP(__NR_io_setup, sys_io_setup, compat_sys_io_setup)
#ifdef __ARCH_WANT_RENAMEAT
#define __NR_renameat 38 /* old */
__SYSCALL(__NR_renameat, sys_renameat)
#endif
#ifdef __ARCH_WANT_SYNC_FILE_RANGE2
#define __NR_sync_file_range2 84
__SYSCALL(__NR_sync_file_range2, sys_sync_file_range2)
#else
#define __NR_sync_file_range 84
__SYSCALL(__NR_sync_file_range, sys_sync_file_range)
#endif
#define __NR3264_fcntl 25
__SC_3264(__NR3264_fcntl, sys_fcntl64, sys_fcntl)
#define __NR_arch_specific_syscall 244
#undef __NR_syscalls
#define __NR_syscalls 451
#if __BITS_PER_LONG == 64 && !defined(__SYSCALL_COMPAT)
#define __NR_fcntl __NR3264_fcntl
#else
#define __NR_fcntl64 __NR3264_fcntl
#endif
`

describe('the generic list of system calls', () => {
  it('gives what an architecture of 64 bits wants of it', () => {
    const include = (name: string) => (name === 'asm-generic/unistd.h' ? generic : undefined)
    expect(readGenericCalls('unistd.h', own, include)).toEqual([
      { number: 0, abi: 'common', name: 'io_setup', entry: 'sys_io_setup' },
      { number: 38, abi: 'common', name: 'renameat', entry: 'sys_renameat' },
      { number: 84, abi: 'common', name: 'sync_file_range', entry: 'sys_sync_file_range' },
      { number: 25, abi: 'common', name: 'fcntl', entry: 'sys_fcntl' },
    ])
  })
})

describe('the preprocessor', () => {
  const linesOf = (text: string, macros: Macros = new Map()) => preprocess('a.h', text, macros, () => undefined)

  it.each([
    ['#if defined(A) && B >= 2\nyes\n#else\nno\n#endif', ['yes']],
    ['#if !defined A || (B == 3 && C)\nyes\n#elif B != 3\nelse\n#endif', ['else']],
    ['#ifndef A\nno\n#elif B < 1\nno\n#elif 1\nyes\n#else\nno\n#endif', ['yes']],
    ['#if C\n#if A\nno\n#else\nno\n#endif\n#else\nyes\n#endif', ['yes']],
    ['a /* one\ntwo */ b // three\n', ['a', 'b']],
  ])('decides %j', (text, expected) => {
    const macros: Macros = new Map([
      ['A', { body: '1' }],
      ['B', { body: '2' }],
    ])
    expect(linesOf(text, macros)).toEqual(expected)
  })

  it.each([
    ['#if A\n', /a\.h:2 cannot be preprocessed: an #if has no #endif/],
    ['x\n#endif\n', /a\.h:2/],
    ['#if A + 1\n#endif', /a\.h:1 .*#if A \+ 1/],
    ['#if (A\n#endif) x', /a\.h/],
    ['#if A B\n#endif', /a\.h:1/],
  ])('refuses %j', (text, message) => {
    expect(() => linesOf(text)).toThrow(message)
  })

  it('ends where headers include each other', () => {
    const include = () => '#include <a.h>\n'
    expect(() => preprocess('a.h', include(), new Map(), include)).toThrow('more than 20 headers')
  })
})
