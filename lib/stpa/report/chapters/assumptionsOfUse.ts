import { itemsOf, linked } from '../../graph'
import { type ChapterDefinition, groupBy, section } from '../building'
import { addresseesOf } from '../sentence'
import { fieldColumn, itemTable, keyColumn, linkColumn, sentenceColumn } from '../tables'

export const assumptionsOfUse: ChapterDefinition = {
  name: 'assumptionsOfUse',
  title: 'Assumptions of use',
  summary: 'What others must do so that the claim holds; the document of that name tells it in full.',
  kinds: ['assumptionOfUse'],
  build: ({ analysis }) => {
    const groups = groupBy(itemsOf(analysis, 'assumptionOfUse'), (item) => linked(analysis, item.uid, 'addressedTo')[0])
    const columns = [
      keyColumn,
      sentenceColumn(analysis),
      fieldColumn('assumptionOfUse', 'phase', 'narrow'),
      linkColumn(analysis, 'derivedFrom', 'Derived from'),
      linkColumn(analysis, 'on', 'On'),
    ]
    return addresseesOf(analysis).flatMap((addressee) => {
      const name = addressee ? `${addressee.key} ${addressee.fields.text ?? ''}`.trim() : 'Addressed to nobody yet'
      const table = itemTable(analysis, [name], groups.get(addressee) ?? [], columns, [
        'act',
        'limit',
        'condition',
        'addressedTo',
      ])
      return section(`for-${addressee?.key ?? 'nobody'}`, name, table)
    })
  },
}
