import { expect, test } from 'vitest';
import { evenSplit } from '../../../shared/device-map/even-split.ts';

test.each([
  [80, 4, [20, 21, 21, 18]],
  [28, 3, [9, 10, 9]],
  [64, 6, [10, 11, 11, 11, 11, 10]],
  [5, 8, [0, 1, 1, 1, 1, 1, 0, 0]],
  [80, 8, [10, 11, 11, 11, 11, 11, 11, 4]],
  [32, 7, [4, 5, 5, 5, 5, 5, 3]],
  [24, 5, [5, 6, 6, 6, 1]],
  [61, 8, [7, 8, 8, 8, 8, 8, 8, 6]],
  [80, 3, [27, 28, 25]],
])('%i layers on %i devices', (layers, devices, counts) => {
  expect(evenSplit(layers, devices)).toEqual(counts);
});
