/** Help of `stpa evidence`. */
export const evidenceHelp: Readonly<Record<string, string>> = {
  evidence: `stpa evidence FILE… [--format FORMAT] [--as NAME] [--maintainers FILE] [-o FILE]

What files of evidence hold, each recognised by content (also .gz): JUnit XML, TAP and KTAP (kselftest, KUnit), LTP, openQA,
stress-ng, paxtest; bills of materials in SPDX and CycloneDX; a kernel's .config; coverage by gcov and lcov. Per file the
count of each status and what failed, with its place. Only a pass counts as one: skipped, soft-failed, not configured and
incomplete tests do not.

  --format FORMAT     text (default) or json
  --as NAME           read all as this format: junit, tap, ltp, ltpJson, openqa, stressNgYaml, stressNgLog, paxtest,
                      spdx2, spdx3, cyclonedx, kernelConfig, gcov, gcovJson or lcov
  --maintainers FILE  MAINTAINERS (also .gz): name the subsystem of results, and sum coverage up by subsystem
  -o, --output FILE   write there instead of to standard output

What was repaired, skipped or not understood goes to standard error, with file and line. At most 64 MB each.
Exit status: 0 all were read, whatever they say; 2 one could not be read (the others are).
`,
}
