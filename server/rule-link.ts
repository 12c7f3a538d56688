/** The link to a rule's page; undefined for a client that has nowhere to show one. */
export function ruleUri(template: string | undefined, rule: string): string | undefined {
  return template?.replace('{rule}', encodeURIComponent(rule));
}
