const values = { CLONE_FS: 0x200, CLONE_FILES: 0x400, CLONE_THREAD: 0x10000 } as const

/**
 * Has a clone or clone3 this flag? `flags=CLONE_VM|CLONE_THREAD`, `flags=0x1200000|17` of -X raw, `clone_flags: VM|THREAD`
 * of perf; of -e raw=all the first argument, `0x3d0f00`, where it is no address.
 */
export function hasFlag(args: string, flag: keyof typeof values): boolean {
  const text = /flags[=:] ?([\w|]+)/.exec(args)?.[1] ?? /^0x[\da-f]{1,8}(?=,|$)/.exec(args)?.[0] ?? args
  const flags = text.split('|', 64)
  if (text.startsWith('0x')) return (Number(flags[0]) & values[flag]) !== 0
  return flags.includes(flag) || flags.includes(flag.slice(6))
}
