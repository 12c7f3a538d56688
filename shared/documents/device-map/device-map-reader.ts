import type { DocumentReader } from '../document.ts';
import { readDeviceMap } from './read-device-map.ts';

/** A device map in a file of its own: `device_map.json`, `hf_device_map.json`, `my_device_map_4gpu.json`. */
export const deviceMapReader: DocumentReader = {
  kind: 'device-map',
  isSure: true,
  read: readDeviceMap,
  commentLine: undefined,
};
