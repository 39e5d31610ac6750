/** What is written beside generated tables, so that whoever passes them on knows what they are. */
export const licenceNote = {
  name: 'LICENCE.md',
  text: `# Licence of these tables

Facts taken by a program from the source of the Linux kernel, which is licensed under GPL-2.0-only
(SPDX-License-Identifier: GPL-2.0-only): numbers and names of system calls, names of the functions and files behind
them, numbers and headers of ioctl requests, device numbers and the names of their nodes, and names of the sections of
MAINTAINERS that claim a file. No code and no sentence of the kernel was copied. provenance.json names the version and
every file that was read, with its SHA-256.
`,
}
