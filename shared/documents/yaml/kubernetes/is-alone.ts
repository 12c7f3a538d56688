import { entriesOf, itemsOf, textAt, type YamlNode } from '../node.ts';

/** Objects whose pods are each complete in themselves. */
const single: ReadonlySet<string> = new Set([
  'Pod',
  'Deployment',
  'ReplicaSet',
  'DaemonSet',
  'StatefulSet',
  'Job',
  'CronJob',
  'Service',
  'Rollout',
]);

/** False where the object may spread one engine over several pods: a leader and workers, a cluster of Ray. */
export function isAlone(root: YamlNode): boolean {
  const kind = textAt(root, 'kind');
  return kind !== undefined && single.has(kind) ? !speaksOfOthers(root, { left: 5000 }) : false;
}

/** What the parts of an engine over several pods find each other by. */
const others = /\bray\s+start\b|--nnodes|--node-rank|--dist-init-addr|--data-parallel-address|LWS_|RAY_ADDRESS|MASTER_ADDR|leader/i;

function speaksOfOthers(node: YamlNode, budget: { left: number }): boolean {
  budget.left -= 1;
  if (budget.left < 0) return true;
  if (node.kind === 'scalar') return typeof node.value === 'string' && others.test(node.value);
  if (node.kind === 'list') return itemsOf(node).some((item) => speaksOfOthers(item, budget));
  return entriesOf(node).some(({ value }) => speaksOfOthers(value, budget));
}
