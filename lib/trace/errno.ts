import type { Outcome } from './model'

/** Errors 1 to 133 of Linux as strace names them (asm-generic/errno-base.h, errno.h); `-` for a number that is not used. */
const names =
  `EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST
EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK
ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP - ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI EL2HLT EBADE
EBADR EXFULL ENOANO EBADRQC EBADSLT - EBFONT ENOSTR ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM
EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART
ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT
EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN
ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL
EISNAM EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD
ENOTRECOVERABLE ERFKILL EHWPOISON`.split(/\s+/)

/** What the kernel tells itself, and only a tracer sees: the call is to be made again (include/linux/errno.h). */
const restarts: Readonly<Record<number, string>> = {
  512: 'ERESTARTSYS',
  513: 'ERESTARTNOINTR',
  514: 'ERESTARTNOHAND',
  516: 'ERESTART_RESTARTBLOCK',
}

/** Its other errors, which are not meant for programs and reach them all the same (include/linux/errno.h). */
const internal: Readonly<Record<number, string>> = {
  ...{ 515: 'ENOIOCTLCMD', 517: 'EPROBE_DEFER', 518: 'EOPENSTALE', 519: 'ENOPARAM', 521: 'EBADHANDLE' },
  ...{ 522: 'ENOTSYNC', 523: 'EBADCOOKIE', 524: 'ENOTSUPP', 525: 'ETOOSMALL', 526: 'ESERVERFAULT', 527: 'EBADTYPE' },
  ...{ 528: 'EJUKEBOX', 529: 'EIOCBQUEUED', 530: 'ERECALLCONFLICT' },
}

/** Stands for the error of a call that failed, where the trace does not say which. */
export const unnamedError = 'E?'

/** Is the call to be made again? That is no failure: the program is not told of it. */
export const isRestart = (errno: string): boolean => errno.startsWith('ERESTART') && errno !== 'ERESTART'

/** How a call ended whose error has this number. An error without a name is `E133` by its number. */
export function failureOf(number: number): { outcome: Outcome; errno: string } {
  const restart = restarts[number]
  if (restart !== undefined) return { outcome: 'interrupted', errno: restart }
  const name = names[number - 1] ?? internal[number] ?? '-'
  return { outcome: 'error', errno: name === '-' ? `E${number}` : name }
}

/** How a call ended that returned this number: one from -4095 to -1 is an error, as in the kernel's IS_ERR_VALUE. */
export const outcomeOf = (result: number): { outcome: Outcome; errno: string } =>
  result >= 0 || result < -4095 ? { outcome: 'returned', errno: '' } : failureOf(-result)
