/** Integrity level lists shipped; an analysis names one or writes its own, lowest first. */
export const integrityLists = {
  'ISO 26262': ['QM', 'ASIL A', 'ASIL B', 'ASIL C', 'ASIL D'],
  'IEC 61508': ['SIL 1', 'SIL 2', 'SIL 3', 'SIL 4'],
  'IEC 62304': ['Class A', 'Class B', 'Class C'],
  'DO-178C': ['DAL E', 'DAL D', 'DAL C', 'DAL B', 'DAL A'],
} as const satisfies Record<string, readonly string[]>
