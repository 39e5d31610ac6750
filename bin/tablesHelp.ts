/** Help of `stpa tables` and of its command. */
export const tablesHelp: Readonly<Record<string, string>> = {
  tables: `stpa tables generate --kernel-source DIR -o DIR [--source TEXT]

Makes tables of a kernel from its source: which system call is which number, and which file and section of MAINTAINERS
serves it, on x86-64, x32, i386, arm and arm64; which header an ioctl number belongs to; which node a device number. The
program has those of Linux 6.1.192; make others for the kernel that was traced. Needs no compiler. Nothing is written to
the source.

  --kernel-source DIR  the top folder of an unpacked kernel source
  -o, --output DIR     write provenance.json, calls.json, ioctls.json, devices.json, files.json and LICENCE.md there
  --source TEXT        where the source is from, for the provenance: "linux-source-6.1 6.1.192-2 (Debian)"

What nothing in the source defines, and rules of this program that the source does not bear out, go to standard error.
`,
}
