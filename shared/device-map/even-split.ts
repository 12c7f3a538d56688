/**
 * The split that guides recommend (Qwen's `_device_map`, ChatGLM's `auto_configure_device_map`): (layers + 2) / devices units for each device, the
 * embedding one of them on the first, the norm and the head on the last. It weighs a head as one layer. Layers of each device, in order.
 */
export function evenSplit(layers: number, devices: number): readonly number[] {
  const perDevice = (layers + 2) / devices;
  const counts = Array.from({ length: devices }, () => 0);
  let used = 1;
  let device = 0;
  for (let layer = 0; layer < layers; layer++) {
    if (used >= perDevice && device < devices - 1) {
      device += 1;
      used = 0;
    }
    counts[device] = (counts[device] ?? 0) + 1;
    used += 1;
  }
  return counts;
}
