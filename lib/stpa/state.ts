import type { Item } from './model'

/** An item that counts: neither rejected nor withdrawn. Such an item stays, but is asked for nothing and answers for nothing. */
export const isActive = (item: Item): boolean => item.fields.state !== 'rejected' && item.fields.state !== 'withdrawn'
