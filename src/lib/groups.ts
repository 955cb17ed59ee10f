/** The items by a key of theirs, each group in the order of the items. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** The items by two keys, one within the other. */
export function groupByTwo<T>(items: readonly T[], outerOf: (item: T) => string, innerOf: (item: T) => string): Map<string, Map<string, T[]>> {
  return new Map([...groupBy(items, outerOf)].map(([key, group]) => [key, groupBy(group, innerOf)]));
}
