/** What compilers append to a function's name when they split or specialise it (GCC, Clang), possibly several times. */
const clone = /(\.(cold|part|constprop|isra|lto_priv|llvm|localalias|uid)(\.\d+)?)+$/

/** The function that a clone belongs to: `f` for `f.cold`, `f.part.0`, `f.constprop.0.isra.0`; else the name itself. */
export function baseName(name: string): string {
  return name.replace(clone, '')
}

/** x86's retpolines: a jump through them is an indirect call. */
export const isThunk = (name: string): boolean => /^__x86_indirect_(thunk|call_thunk|jump_thunk)_/.test(name)

/** What nearly every function calls and no control action is: tracing hooks, stack protection, printing. */
export const noise: readonly string[] = ['^__fentry__$', '^__stack_chk_fail$', '^_printk$', '^__x86_return_thunk$']
