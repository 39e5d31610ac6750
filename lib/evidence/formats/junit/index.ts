import type { EvidenceFormat } from '../types'
import { JunitReader } from './reader'

/** JUnit XML as Ant, Surefire, GoogleTest, pytest, CTest, Node, openQA and others write it: counts are optional. */
export const junit: EvidenceFormat = {
  name: 'junit',
  title: 'JUnit XML',
  recognise: ({ text }) =>
    /^\s*(<\?xml|<!|<testsuites?\b)/.test(text) && /<(\w{1,20}:)?(testsuites?|testcase)[\s/>]/.test(text),
  read: (text, reading) => new JunitReader(reading).read(text),
}
