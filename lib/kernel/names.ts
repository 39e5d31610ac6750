/** What compilers append to a function's name when they split or specialise it (GCC, Clang), possibly several times. */
const clone = /(\.(cold|part|constprop|isra|lto_priv|llvm|localalias|uid)(\.\d+)?)+$/

/** The function that a clone belongs to: `f` for `f.cold`, `f.part.0`, `f.constprop.0.isra.0`; else the name itself. */
export function baseName(name: string): string {
  return name.replace(clone, '')
}
