// @ts-check
// What is generated in the README: tables of settings (package.json) and rules (shared/lint/rules.ts), and what its examples print.

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

/**
 * The README with what each console example prints now. A last line `…` stands for the rest of a long answer, and stays.
 * @param {string} readme
 * @param {(command: string) => string} run what the command prints
 */
export function withAnswers(readme, run) {
  return readme.replace(/^```console\n\$ (.*)\n([\s\S]*?)^```$/gm, (_, command, printed) => {
    const answer = run(command);
    const lines = printed.split('\n').length - 2;
    const shown = printed.endsWith('\n…\n') ? `${answer.split('\n').slice(0, lines).join('\n')}\n…\n` : answer;
    return `\`\`\`console\n$ ${command}\n${shown}\`\`\``;
  });
}
