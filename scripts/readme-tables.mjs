// @ts-check
// The README's generated tables: settings from package.json, rules from shared/lint/rules.ts.

/**
 * The README with both tables as they should be; what stands between their marks is replaced.
 * @param {string} readme
 * @param {Record<string, { default: unknown, markdownDescription: string }>} settings `contributes.configuration.properties` of package.json
 * @param {Record<string, string>} texts package.nls.json
 * @param {readonly { id: string, title: string }[]} rules
 */
export function withTables(readme, settings, texts, rules) {
  return between(between(readme, 'settings', settingsTable(settings, texts)), 'rules', rulesTable(rules));
}

/** @param {string} readme @param {string} mark @param {string} table */
function between(readme, mark, table) {
  const [before, rest] = readme.split(`<!-- ${mark} -->`);
  const after = rest?.split(`<!-- /${mark} -->`)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md lacks <!-- ${mark} --> … <!-- /${mark} -->`);
  return `${before}<!-- ${mark} -->\n${table}\n<!-- /${mark} -->${after}`;
}

/** @param {Record<string, { default: unknown, markdownDescription: string }>} settings @param {Record<string, string>} texts */
function settingsTable(settings, texts) {
  const rows = Object.entries(settings).map(([name, { default: value, markdownDescription }]) => {
    const described = markdownDescription.replace(/^%(.*)%$/, (_, key) => texts[key] ?? key);
    return `| \`${name}\` | \`${JSON.stringify(value)}\` | ${inOneCell(described)} |`;
  });
  return ['| setting | default | what it does |', '|---|---|---|', ...rows].join('\n');
}

/** @param {readonly { id: string, title: string }[]} rules */
function rulesTable(rules) {
  const rows = rules.map(({ id, title }) => `| [${id}](docs/rules/${id}.md) | ${inOneCell(title)} |`);
  return ['| rule | what it is about |', '|---|---|', ...rows].join('\n');
}

/** VS Code links a setting's name written as `#name#`. @param {string} text */
function inOneCell(text) {
  return text
    .replaceAll('`#', '`')
    .replaceAll('#`', '`')
    .replaceAll('|', '\\|')
    .replace(/\s*\n\s*/g, ' ');
}
