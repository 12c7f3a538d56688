/**
 * The lengths of the best prefix codes of at most `limit` bits, by the package-merge algorithm; 0 for what does not occur.
 */
export function codeLengths(counts, limit) {
  const lengths = new Uint8Array(counts.length);
  const leaves = [];
  counts.forEach((count, symbol) => {
    if (count > 0) leaves.push({ weight: count, symbol });
  });
  // A decoder wants two codes, even where there is one symbol.
  if (leaves.length < 2) {
    for (const symbol of [leaves[0]?.symbol ?? 0, leaves[0]?.symbol === 0 || leaves.length === 0 ? 1 : 0]) lengths[symbol] = 1;
    return lengths;
  }
  leaves.sort((a, b) => a.weight - b.weight);
  let row = leaves;
  for (let bits = 1; bits < limit; bits++) row = merge(leaves, packages(row));
  const count = (item) => {
    if (item.symbol !== undefined) lengths[item.symbol]++;
    else {
      count(item.left);
      count(item.right);
    }
  };
  row.slice(0, 2 * leaves.length - 2).forEach(count);
  return lengths;
}

function packages(row) {
  const pairs = [];
  for (let at = 0; at + 1 < row.length; at += 2) {
    const [left, right] = [row[at], row[at + 1]];
    pairs.push({ weight: left.weight + right.weight, left, right });
  }
  return pairs;
}

function merge(one, two) {
  const merged = [];
  let [a, b] = [0, 0];
  while (a < one.length || b < two.length)
    merged.push(b >= two.length || (a < one.length && one[a].weight <= two[b].weight) ? one[a++] : two[b++]);
  return merged;
}
