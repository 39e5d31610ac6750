/**
 * What compilers append to a function's name when they split or specialise it (GCC, Clang), possibly several times; then
 * the number of a name that is used again (radare2).
 */
const cloneWords = new Set(['cold', 'part', 'constprop', 'isra', 'lto_priv', 'llvm', 'localalias', 'uid'])

/** The function that a clone belongs to: `f` for `f.cold`, `f.part.0`, `f.constprop.0.isra.0`; else the name itself. */
export function baseName(name: string): string {
  if (!name.includes('.')) return name
  const parts = name.split('.')
  const last = parts.pop() ?? ''
  const again = last.lastIndexOf('_')
  parts.push(again >= 0 && isNumber(last.slice(again + 1)) && !cloneWords.has(last) ? last.slice(0, again) : last)
  let count = parts.length
  while (count > 1) {
    const isNumbered = count > 2 && isNumber(parts[count - 1] ?? '')
    if (!cloneWords.has(parts[count - (isNumbered ? 2 : 1)] ?? '')) break
    count -= isNumbered ? 2 : 1
  }
  return count === parts.length ? name : parts.slice(0, count).join('.')
}

const isNumber = (text: string): boolean => /^\d+$/.test(text)

/**
 * Names that nearly every function calls and that control nothing: tracing hooks, stack protection, printing. As
 * expressions, left out when an exploration begins (measured on Linux 6.1: 39,906, 9,243 and 6,232 calls).
 */
export const noise: readonly string[] = ['^__fentry__$', '^__stack_chk_fail$', '^_printk$']

/**
 * The name of a section as MAINTAINERS writes it. ks-nav stores a backquote for each quote (`ACME\`S BUS`), so graphs
 * made of its databases, and bindings taken from them, have those: whoever compares or shows names asks here first.
 */
export function sectionName(stored: string): string {
  return stored.replaceAll('`', "'")
}

/** The same name as ks-nav stores it: for its databases, and for the bytes that nav prints. */
export function navSectionName(name: string): string {
  return name.replaceAll("'", '`')
}
