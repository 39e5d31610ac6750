import { findEvidenceFormat } from '@/lib/evidence/formats'
import { findFormat } from '@/lib/trace/formats'

/** What a format is called: `strace: system calls with their arguments` is `strace`. */
export const formatTitle = (name: string): string =>
  (findFormat(name)?.title ?? findEvidenceFormat(name)?.title ?? name).split(':')[0] ?? name
