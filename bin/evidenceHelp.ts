/** Help of `stpa evidence`. */
export const evidenceHelp: Readonly<Record<string, string>> = {
  evidence: `stpa evidence FILE… [--format FORMAT] [--as NAME] [--maintainers FILE] [--analysis FILE [--fail-on WHAT]] [-o FILE]

What files of evidence hold, each recognised by content (also .gz): JUnit XML, TAP and KTAP (kselftest, KUnit), LTP, openQA,
stress-ng, paxtest; latencies (cyclictest with -q, -h or --json; rtla timerlat and osnoise, top and hist); bills of
materials in SPDX and CycloneDX; a kernel's .config; coverage by gcov, lcov and llvm-cov, with MC/DC. Logs may stand behind
times of printk, journalctl, syslog, LAVA or a console. Per file the count of each status and what failed, with its place.
Only a pass counts as one: what is skipped, flaky, soft-failed, incomplete or not known does not (docs/evidence-results.md
says which word means what).

  --format FORMAT     text (default) or json
  --as NAME           read all as this format: junit, tap, ltp, ltpJson, openqa, stressNgYaml, stressNgLog, paxtest,
                      spdx2, spdx3, cyclonedx, kernelConfig, gcov, gcovJson, llvmCov, lcov, cyclictest, cyclictestJson,
                      rtlaHist or rtlaTop
  --maintainers FILE  MAINTAINERS (also .gz): name the subsystem of results, and sum coverage up by subsystem
  --analysis FILE     hold each kernel configuration among the files against this analysis: every assumption of use,
                      requirement, assumption and constraint whose texts ask for options ("CONFIG_WATCHDOG_NOWAYOUT=y",
                      "CONFIG_SPI_SPIDEV=y or m", "CONFIG_DEVMEM is not set"), with the line of the configuration
  --fail-on WHAT      with --analysis: differs (default): 1 when an option is otherwise than asked for or not mentioned;
                      or never
  -o, --output FILE   write there instead of to standard output

What was repaired, skipped or not understood goes to standard error, with file and line. At most 64 MB each.
Exit status: 0 all were read, whatever they say; 1 as --fail-on says; 2 one could not be read (the others are).
`,
}
